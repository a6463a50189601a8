/* rules_parse.c -- a file of rules, line by line. */
#include <stdarg.h>
#include <stdio.h>
#include <string.h>

#include "rules.h"

#define FILE_BYTES ((size_t)1 << 20)

static const struct {
	const char *name;
	enum rule_kind kind;
} names[] = {
	{ "title", RULE_TITLE },
	{ "body", RULE_BODY },
	{ "author", RULE_AUTHOR },
	{ "date", RULE_DATE },
	{ "strip", RULE_STRIP },
	{ "strip_attr", RULE_STRIP },
	{ "strip_id_or_class", RULE_STRIP_ID_OR_CLASS },
	{ "strip_image_src", RULE_STRIP_IMAGE_SRC },
	{ "single_page_link", RULE_SINGLE_PAGE_LINK },
	{ "next_page_link", RULE_NEXT_PAGE_LINK },
	{ "if_page_contains", RULE_IF_PAGE_CONTAINS },
	{ "native_ad_clue", RULE_NATIVE_AD_CLUE },
	{ "wrap_in", RULE_WRAP_IN },
	{ "find_string", RULE_FIND_STRING },
	{ "replace_string", RULE_REPLACE_STRING },
	{ "test_url", RULE_TEST_URL },
	{ "test_contains", RULE_TEST_CONTAINS },
	{ "src_lazy_load_attr", RULE_SRC_LAZY_LOAD_ATTR },
	{ "prune", RULE_PRUNE },
	{ "autodetect_on_failure", RULE_AUTODETECT_ON_FAILURE },
	{ "skip_json_ld", RULE_SKIP_JSON_LD },
	/* of how pages are fetched or parsed, or without effect here */
	{ "http_header", RULE_IGNORED },
	{ "tidy", RULE_IGNORED },
	{ "parser", RULE_IGNORED },
	{ "requires_login", RULE_IGNORED },
	{ "login_uri", RULE_IGNORED },
	{ "login_username_field", RULE_IGNORED },
	{ "login_password_field", RULE_IGNORED },
	{ "login_extra_fields", RULE_IGNORED },
	{ "not_logged_in_xpath", RULE_IGNORED },
	{ "single_page_link_in_feed", RULE_IGNORED },
	{ "autodetect_next_page", RULE_IGNORED },
	{ "insert_detected_image", RULE_IGNORED },
	{ "convert_double_br_tags", RULE_IGNORED },
	{ "strip_comments", RULE_IGNORED },
	{ "footnotes", RULE_IGNORED },
	{ "dissolve", RULE_IGNORED },
	{ "move_into", RULE_IGNORED },
	{ "skip_id_or_class", RULE_IGNORED },
	{ "post_strip_attr", RULE_IGNORED },
};
enum { NAMES = sizeof(names) / sizeof(names[0]) };

const char *
rule_name(enum rule_kind kind)
{
	for (size_t i = 0; i < NAMES; i++)
		if (names[i].kind == kind)
			return names[i].name;
	return "";
}

void
rules_report(const struct rules *r, const struct rule *rule, int32_t severity,
    const char *code, const char *fmt, ...)
{
	oct_str path = r->paths[rule->file];
	char text[1000];
	int n = 0;
	va_list ap;

	if (path.n != 0)
		n = snprintf(text, sizeof(text), "%.500s:%u: ", path.p,
		    (unsigned)rule->line);
	va_start(ap, fmt);
	vsnprintf(text + n, sizeof(text) - (size_t)n, fmt, ap);
	va_end(ap);
	r->api->report(
	    r->job, severity, code, path.n != 0 ? 0 : rule->line, 0, text);
}

static bool
is_space(char c)
{
	return c == ' ' || c == '\t' || c == '\r' || c == '\f' || c == '\v';
}

static oct_str
trim(const char *p, size_t n)
{
	while (n > 0 && is_space(*p)) {
		p++;
		n--;
	}
	while (n > 0 && is_space(p[n - 1]))
		n--;
	return (oct_str){ p, n };
}

/* A copy with a NUL behind it. */
static oct_str
keep(struct rules *r, oct_str s)
{
	char *copy = r->api->scratch(r->job, s.n + 1);

	if (copy == NULL)
		return (oct_str){ "", 0 };
	memcpy(copy, s.p, s.n);
	return (oct_str){ copy, s.n };
}

static struct rule *
add(struct rules *r)
{
	size_t room = r->room != 0 ? r->room * 2 : 64;
	struct rule *list;

	if (r->count == r->room) {
		list = r->api->scratch(r->job, room * sizeof(*list));
		if (list == NULL)
			return NULL;
		if (r->count != 0)
			memcpy(list, r->list, r->count * sizeof(*list));
		else
			r->count = 1; /* list[0] is none */
		r->list = list;
		r->room = room;
	}
	return &r->list[r->count++];
}

/* "name", "name(argument)"; what is behind the colon is the value. */
struct line {
	oct_str name, argument, value;
};

static bool
split_line(oct_str text, struct line *line)
{
	const char *end = text.p + text.n, *colon, *open, *close;

	*line = (struct line){ { "", 0 }, { "", 0 }, { "", 0 } };
	colon = memchr(text.p, ':', text.n);
	open = memchr(text.p, '(', text.n);
	if (colon == NULL)
		return false;
	if (open != NULL && open < colon) {
		/* what is in the brackets may have colons of its own */
		close = memmem(open, (size_t)(end - open), "):", 2);
		if (close != NULL) {
			line->argument =
			    trim(open + 1, (size_t)(close - open - 1));
			line->name = trim(text.p, (size_t)(open - text.p));
			line->value =
			    trim(close + 2, (size_t)(end - close - 2));
			return true;
		}
	}
	line->name = trim(text.p, (size_t)(colon - text.p));
	line->value = trim(colon + 1, (size_t)(end - colon - 1));
	return true;
}

static int
find_kind(oct_str name)
{
	for (size_t i = 0; i < NAMES; i++)
		if (strlen(names[i].name) == name.n &&
		    memcmp(names[i].name, name.p, name.n) == 0)
			return (int)names[i].kind;
	return -1;
}

/* An if_page_contains is of the link in front of it. */
static void
attach_condition(struct rules *r, struct rule *rule)
{
	for (size_t i = r->count - 1; i-- > 1;) {
		struct rule *link = &r->list[i];

		if (link->file != rule->file)
			break;
		if (link->kind != RULE_SINGLE_PAGE_LINK &&
		    link->kind != RULE_NEXT_PAGE_LINK)
			continue;
		link->condition = (uint32_t)(rule - r->list);
		return;
	}
	rules_report(r, rule, OCT_INFO, "rules.syntax",
	    "if_page_contains has no single_page_link or next_page_link in "
	    "front of it; it is ignored");
}

static bool
may_be_empty(int kind)
{
	return kind == RULE_FIND_STRING || kind == RULE_REPLACE_STRING ||
	    kind == RULE_IGNORED;
}

static void
take_line(struct rules *r, struct rule at, oct_str text)
{
	struct line line;
	struct rule *rule;
	int kind;

	if (!split_line(text, &line)) {
		rules_report(r, &at, OCT_INFO, "rules.syntax",
		    "\"%.*s\" is no directive with a colon; it is ignored",
		    (int)(text.n < 80 ? text.n : 80), text.p);
		return;
	}
	kind = find_kind(line.name);
	if (kind < 0)
		rules_report(r, &at, OCT_INFO, "rules.unknown",
		    "the directive \"%.*s\" is not known; it is ignored",
		    (int)(line.name.n < 80 ? line.name.n : 80), line.name.p);
	else if (line.value.n == 0 && !may_be_empty(kind))
		rules_report(r, &at, OCT_INFO, "rules.syntax",
		    "%s has no value; it is ignored", rule_name(kind));
	if (kind < 0 || (line.value.n == 0 && !may_be_empty(kind)))
		return;
	at.kind = (uint8_t)kind;
	at.argument = keep(r, line.argument);
	at.value = keep(r, line.value);
	/* replace_string(this): that */
	if (kind == RULE_REPLACE_STRING && line.argument.n != 0) {
		if ((rule = add(r)) == NULL)
			return;
		*rule = at;
		rule->kind = RULE_FIND_STRING;
		rule->value = at.argument;
	}
	if ((rule = add(r)) == NULL)
		return;
	*rule = at;
	if (kind == RULE_IF_PAGE_CONTAINS)
		attach_condition(r, rule);
}

/* Each find_string has its replace_string, or none is of use. */
static void
check_pairs(struct rules *r, uint8_t file)
{
	struct rule *last = NULL;
	size_t finds = 0, replaces = 0;

	for (size_t i = 1; i < r->count; i++) {
		struct rule *rule = &r->list[i];

		if (rule->file != file ||
		    (rule->kind != RULE_FIND_STRING &&
			rule->kind != RULE_REPLACE_STRING))
			continue;
		finds += rule->kind == RULE_FIND_STRING;
		replaces += rule->kind == RULE_REPLACE_STRING;
		last = rule;
	}
	if (finds == replaces || last == NULL)
		return;
	rules_report(r, last, OCT_WARNING, "rules.syntax",
	    "there are %zu find_string and %zu replace_string, which must be "
	    "pairs; none of them is applied",
	    finds, replaces);
	for (size_t i = 1; i < r->count; i++)
		if (r->list[i].file == file &&
		    (r->list[i].kind == RULE_FIND_STRING ||
			r->list[i].kind == RULE_REPLACE_STRING))
			r->list[i].kind = RULE_IGNORED;
}

bool
rules_parse(struct rules *r, oct_str path, oct_str bytes)
{
	struct rule at = { .file = r->file_count, .line = 0 };
	const char *p = bytes.p, *end = p + bytes.n;

	if (r->file_count == RULES_FILES)
		return true;
	r->paths[r->file_count++] = path;
	if (bytes.n > FILE_BYTES) {
		rules_report(r, &at, OCT_WARNING, "rules.size",
		    "a file of rules is no larger than 1 MiB; this one is not "
		    "used");
		return true;
	}
	if (bytes.n >= 3 && memcmp(p, "\xef\xbb\xbf", 3) == 0)
		p += 3;
	while (p < end && r->api->status(r->job) == OCT_OK) {
		const char *line_end = memchr(p, '\n', (size_t)(end - p));
		oct_str text;

		if (line_end == NULL)
			line_end = end;
		text = trim(p, (size_t)(line_end - p));
		at.line++;
		if (text.n != 0 && *text.p != '#')
			take_line(r, at, text);
		p = line_end + 1;
	}
	check_pairs(r, at.file);
	return r->api->status(r->job) == OCT_OK;
}

bool
rules_flag(const struct rules *r, enum rule_kind kind, bool unset)
{
	const struct rule *found = NULL;

	for (size_t i = 1; r != NULL && i < r->count; i++)
		if (r->list[i].kind == kind &&
		    (found == NULL || found->file == r->list[i].file))
			found = &r->list[i];
	if (found == NULL)
		return unset;
	return strcmp(found->value.p, "yes") == 0 ||
	    strcmp(found->value.p, "true") == 0;
}
