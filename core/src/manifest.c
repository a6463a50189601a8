#include "manifest.h"

#include "descriptor.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static const char *const type_names[] = {
	[OCT_OPT_BOOL] = "bool",
	[OCT_OPT_INT] = "int",
	[OCT_OPT_STR] = "str",
	[OCT_OPT_CHOICE] = "choice",
};
enum { N_TYPES = sizeof(type_names) / sizeof(type_names[0]) };

struct bit {
	uint32_t bit;
	const char *name;
};
static const struct bit roles[] = { { OCT_READS, "read" },
	{ OCT_WRITES, "write" }, { OCT_EDITS, "edit" }, { 0, NULL } };
static const struct bit flags[] = { { OCT_OPT_MANY, "many" },
	{ OCT_OPT_FILE, "file" }, { OCT_OPT_FOLDER, "folder" },
	{ OCT_OPT_ASIDE, "aside" }, { 0, NULL } };

/* --- printing ------------------------------------------------------------- */

static void
print_line(struct buf *b, const char *key, const char *value)
{
	buf_puts(b, key);
	buf_puts(b, " ");
	for (const char *p = value; *p != '\0'; p++) {
		if (*p == '\\')
			buf_puts(b, "\\\\");
		else if ((unsigned char)*p < 0x20 || *p == 0x7f)
			buf_putf(b, "\\x%02x", (unsigned char)*p);
		else
			buf_put(b, p, 1);
	}
	buf_puts(b, "\n");
}

static void
print_list(struct buf *b, const char *key, const char *const *list)
{
	for (; list != NULL && *list != NULL; list++)
		print_line(b, key, *list);
}

static void
print_bits(
    struct buf *b, const char *key, const struct bit *names, uint32_t bits)
{
	buf_puts(b, key);
	for (; names->name != NULL; names++)
		if (bits & names->bit)
			buf_putf(b, " %s", names->name);
	buf_puts(b, "\n");
}

static void
print_option(struct buf *b, const oct_option *o)
{
	buf_putf(b, "option %s %s\n", o->name, type_names[o->type]);
	if (o->dflt != NULL)
		print_line(b, "default", o->dflt);
	if (o->range != NULL)
		print_line(b, "range", o->range);
	print_line(b, "help", o->help);
	if (o->flags != 0)
		print_bits(b, "flags", flags, o->flags);
}

static void
print_format(struct buf *b, const oct_format *f)
{
	print_line(b, "format", f->name);
	print_line(b, "summary", f->summary);
	print_bits(b, "roles", roles, f->roles);
	print_list(b, "media-type", f->media_types);
	print_list(b, "extension", f->extensions);
	print_list(b, "signature", f->signatures);
	for (const oct_option *o = f->options; o != NULL && o->name; o++)
		print_option(b, o);
}

void
manifest_print(const struct plugin *p, struct buf *b)
{
	buf_puts(b, "octavo-plugin 1\n");
	print_line(b, "id", p->id);
	print_line(b, "version", p->version);
	print_line(b, "licence", p->licence);
	buf_putf(b, "abi %u.%u\n", OCT_ABI_MAJOR, (unsigned)p->abi_minor);
	print_list(b, "extension", p->extensions);
	for (size_t i = 0; i < p->n_formats; i++)
		print_format(b, &p->formats[i].f);
}

/* --- parsing -------------------------------------------------------------- */

struct parser {
	struct arena *arena;
	struct plugin *p;
	oct_format *format; /* the last one */
	oct_option *option; /* the last one of it */
	size_t n_options;
	const char *const *extensions; /* of the plug-in; NULL: none yet */
	uint32_t abi_major;
};

/* Undoes print_line()'s escapes, in the arena. */
static const char *
unescape(struct arena *a, const char *s, size_t n)
{
	char *copy = arena_copy(a, s, n), *out = copy, hex[3] = "";
	const char *p = copy;

	if (copy == NULL)
		return NULL;
	while (*p != '\0') {
		if (p[0] == '\\' && p[1] == 'x' && p[2] && p[3]) {
			memcpy(hex, p + 2, 2);
			*out++ = (char)strtoul(hex, NULL, 16);
			p += 4;
			continue;
		}
		if (p[0] == '\\' && p[1] == '\\')
			p++;
		*out++ = *p++;
	}
	*out = '\0';
	return copy;
}

/* A copy of an array with room for one more and an end of zeros.  Manifests
 * are short: copying is cheaper than counting first. */
static void *
grow(struct arena *a, const void *old, size_t n, size_t size)
{
	char *p = arena_alloc(a, (n + 2) * size);

	if (p != NULL && n != 0)
		memcpy(p, old, n * size);
	return p;
}

static bool
add_string(struct parser *s, const char *const **list, const char *value)
{
	size_t n = 0;
	const char **p;

	while (*list != NULL && (*list)[n] != NULL)
		n++;
	if ((p = grow(s->arena, *list, n, sizeof(*p))) == NULL)
		return false;
	p[n] = value;
	*list = p;
	return true;
}

static bool
add_format(struct parser *s, const char *name)
{
	struct plugin *p = s->p;
	struct format *f;

	f = grow(s->arena, p->formats, p->n_formats, sizeof(*f));
	if (f == NULL)
		return false;
	p->formats = f;
	s->format = &f[p->n_formats++].f;
	s->format->name = name;
	s->option = NULL;
	s->n_options = 0;
	return true;
}

/* "NAME TYPE" */
static bool
add_option(struct parser *s, const char *value)
{
	const char *type = strrchr(value, ' ');
	oct_option *o;

	if (type == NULL)
		return false;
	o = grow(s->arena, s->format->options, s->n_options, sizeof(*o));
	if (o == NULL)
		return false;
	s->format->options = o;
	s->option = o += s->n_options++;
	o->name = arena_copy(s->arena, value, (size_t)(type - value));
	for (uint32_t t = 1; t < N_TYPES; t++)
		if (strcmp(type + 1, type_names[t]) == 0)
			o->type = t;
	return o->name != NULL && o->type != 0;
}

static bool
parse_bits(const struct bit *names, const char *value, uint32_t *bits)
{
	size_t n;

	for (*bits = 0; names->name != NULL; names++) {
		n = strlen(names->name);
		if (strncmp(value, names->name, n) != 0)
			continue;
		*bits |= names->bit;
		value += n;
		value += *value == ' ';
	}
	return *value == '\0';
}

/* "1.0"; that nothing else is there shows when it is printed again. */
static bool
parse_abi(struct parser *s, const char *value)
{
	char *end;

	s->abi_major = (uint32_t)strtoul(value, &end, 10);
	if (end == value || *end != '.')
		return false;
	s->p->abi_minor = (uint32_t)strtoul(end + 1, NULL, 10);
	return true;
}

static bool
parse_plugin_line(struct parser *s, const char *key, const char *value)
{
	if (strcmp(key, "id") == 0)
		s->p->id = value;
	else if (strcmp(key, "version") == 0)
		s->p->version = value;
	else if (strcmp(key, "licence") == 0)
		s->p->licence = value;
	else if (strcmp(key, "extension") == 0)
		return add_string(s, &s->extensions, value);
	else
		return strcmp(key, "abi") == 0 && parse_abi(s, value);
	return true;
}

static bool
parse_option_line(struct parser *s, const char *key, const char *value)
{
	if (strcmp(key, "default") == 0)
		s->option->dflt = value;
	else if (strcmp(key, "range") == 0)
		s->option->range = value;
	else if (strcmp(key, "help") == 0)
		s->option->help = value;
	else
		return strcmp(key, "flags") == 0 &&
		    parse_bits(flags, value, &s->option->flags);
	return true;
}

static bool
parse_format_line(struct parser *s, const char *key, const char *value)
{
	oct_format *f = s->format;

	if (strcmp(key, "summary") == 0)
		f->summary = value;
	else if (strcmp(key, "roles") == 0)
		return parse_bits(roles, value, &f->roles);
	else if (strcmp(key, "media-type") == 0)
		return add_string(s, &f->media_types, value);
	else if (strcmp(key, "extension") == 0)
		return add_string(s, &f->extensions, value);
	else if (strcmp(key, "signature") == 0)
		return add_string(s, &f->signatures, value);
	else if (strcmp(key, "option") == 0)
		return add_option(s, value);
	else
		return s->option != NULL && parse_option_line(s, key, value);
	return true;
}

static bool
parse_line(struct parser *s, const char *line, size_t n)
{
	const char *space = memchr(line, ' ', n), *value;
	size_t len = space != NULL ? (size_t)(space - line) : n;
	char key[16];

	if (space == NULL || len >= sizeof(key))
		return false;
	memcpy(key, line, len);
	key[len] = '\0';
	if ((value = unescape(s->arena, space + 1, n - len - 1)) == NULL)
		return false;
	if (strcmp(key, "format") == 0)
		return add_format(s, value);
	if (s->format == NULL)
		return parse_plugin_line(s, key, value);
	return parse_format_line(s, key, value);
}

/* What the parser lets pass must be what the printer prints. */
static bool
is_canonical(const struct plugin *p, const char *text)
{
	struct buf b = { 0 };
	bool same;

	for (size_t i = 0; i < p->n_formats; i++)
		for (const oct_option *o = p->formats[i].f.options;
		     o != NULL && o->name != NULL; o++)
			if (o->help == NULL)
				return false;
	manifest_print(p, &b);
	same = b.status == OCT_OK && strcmp(b.p, text) == 0;
	buf_free(&b);
	return same;
}

static bool
check_parsed(struct parser *s, const char *text, char *reason)
{
	struct plugin *p = s->p;

	if (s->abi_major != 0 && s->abi_major != OCT_ABI_MAJOR) {
		snprintf(reason, REASON_MAX,
		    "it was built for version %u of the plug-in interface; "
		    "this Octavo has version %u",
		    (unsigned)s->abi_major, OCT_ABI_MAJOR);
		return false;
	}
	p->extensions =
	    s->extensions != NULL ? s->extensions : descriptor_no_extensions;
	for (size_t i = 0; i < p->n_formats; i++) {
		p->formats[i].plugin = p;
		if (!descriptor_check_format(&p->formats[i].f, reason))
			return false;
	}
	if (s->abi_major != 0 && p->id != NULL && p->version != NULL &&
	    p->licence != NULL && is_canonical(p, text))
		return descriptor_check_extensions(p, reason);
	snprintf(reason, REASON_MAX,
	    "its manifest is incomplete or not in the one order that there "
	    "is");
	return false;
}

bool
manifest_parse(
    struct arena *a, const char *text, struct plugin *p, char *reason)
{
	struct parser s = { .arena = a, .p = p };
	const char *line = text, *end;
	unsigned number = 1;

	for (; (end = strchr(line, '\n')) != NULL; line = end + 1, number++) {
		size_t n = (size_t)(end - line);

		if (number == 1
			? n == 15 && memcmp(line, "octavo-plugin 1", n) == 0
			: parse_line(&s, line, n))
			continue;
		snprintf(reason, REASON_MAX,
		    "line %u of its manifest is not understood: %.*s", number,
		    n < 100 ? (int)n : 100, line);
		return false;
	}
	return check_parsed(&s, text, reason);
}
