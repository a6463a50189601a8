/* book_values.c: texts, people and numbers of a description. */
#include "book_read.h"

#include "message.h"
#include "nearest.h"

#include <ctype.h>
#include <string.h>

/* The value of a key of a mapping, "" if it has none; other keys than those of
 * the list are refused. */
static const char *
part_of(struct reader *r, const yaml_node_t *map, const char *const *names,
    const char *wanted)
{
	const char *found = "";

	for (const yaml_node_pair_t *p = map->data.mapping.pairs.start;
	     p < map->data.mapping.pairs.top; p++) {
		const yaml_node_t *k = book_node(r, p->key);
		const char *name = book_text(r, k, "key");
		struct nearest near = { .word = name };
		bool known = false;

		for (size_t i = 0; names[i] != NULL; i++) {
			nearest_offer(&near, names[i]);
			known = known || strcmp(names[i], name) == 0;
		}
		if (!known)
			book_unknown(r, k, name, near.best);
		if (strcmp(name, wanted) == 0)
			found = book_text(r, book_node(r, p->value), name);
	}
	return found;
}

static struct fact *
add_fact(struct facts *f, const char *key, const char *value)
{
	f->list = xrealloc(f->list, (f->n + 1) * sizeof(*f->list));
	f->list[f->n] = (struct fact){ .key = key, .value = value };
	return &f->list[f->n++];
}

void
book_take_text(struct reader *r, const yaml_node_t *n, const struct key *key,
    struct scope *s)
{
	const char *value = book_text(r, n, key->name);

	if (*value != '\0')
		add_fact(s->facts, key->to, value);
}

/* --- people, series, numbers ---------------------------------------------- */

/* The MARC code of a role, which may be said in English. */
static const char *
role_code(struct reader *r, const yaml_node_t *n, const char *role)
{
	static const char *const roles[][2] = { { "author", "aut" },
		{ "editor", "edt" }, { "translator", "trl" },
		{ "illustrator", "ill" }, { "photographer", "pht" },
		{ "compiler", "com" }, { "narrator", "nrt" },
		{ "foreword", "aui" }, { "afterword", "aft" },
		{ "designer", "bkd" }, { "interviewer", "ivr" },
		{ "reporter", "rpt" } };
	struct nearest near = { .word = role };

	if (*role == '\0')
		return NULL;
	for (size_t i = 0; i < sizeof(roles) / sizeof(roles[0]); i++) {
		if (strcmp(roles[i][0], role) == 0)
			return roles[i][1];
		nearest_offer(&near, roles[i][0]);
	}
	if (strlen(role) == 3 && islower(role[0]) && islower(role[1]) &&
	    islower(role[2]))
		return role;
	die(EXIT_OPTION,
	    "%s:%zu: the role \"%s\" is neither a MARC relator code such as "
	    "\"edt\" nor a word that is known%s%s%s",
	    r->file, book_line(n), role,
	    near.best != NULL ? "; did you mean \"" : "",
	    near.best != NULL ? near.best : "", near.best != NULL ? "\"?" : "");
}

void
book_take_person(struct reader *r, const yaml_node_t *n, const struct key *key,
    struct scope *s)
{
	static const char *const names[] = { "name", "role", "file-as", NULL };
	struct fact *f;
	const char *as;

	if (n->type != YAML_MAPPING_NODE) {
		book_take_text(r, n, key, s);
		return;
	}
	f = add_fact(s->facts, key->to, part_of(r, n, names, "name"));
	if (*f->value == '\0')
		die(EXIT_OPTION, "%s:%zu: a person needs a name", r->file,
		    book_line(n));
	f->role = role_code(r, n, part_of(r, n, names, "role"));
	as = part_of(r, n, names, "file-as");
	f->file_as = *as != '\0' ? as : NULL;
}

/* A mapping of a name and something more. */
void
book_take_named(struct reader *r, const yaml_node_t *n, const struct key *key,
    struct scope *s)
{
	static const char *const series[] = { "name", "position", NULL };
	static const char *const licence[] = { "name", "url", NULL };
	const char *const *names = key->kind == KIND_SERIES ? series : licence;
	const char *more;
	struct fact *f;

	if (n->type != YAML_MAPPING_NODE) {
		book_take_text(r, n, key, s);
		return;
	}
	f = add_fact(s->facts, key->to, part_of(r, n, names, "name"));
	if (*f->value == '\0')
		die(EXIT_OPTION, "%s:%zu: \"%s\" needs a name", r->file,
		    book_line(n), key->name);
	more = part_of(r, n, names, names[1]);
	if (*more == '\0')
		return;
	if (key->kind == KIND_LICENCE)
		f->href = more;
	else if (strspn(more, "0123456789.") == strlen(more) &&
	    isdigit(more[0]) && isdigit(more[strlen(more) - 1]))
		f->position = more;
	else
		die(EXIT_OPTION,
		    "%s:%zu: the position in a series is a number such as 3 "
		    "or 2.1, not \"%s\"",
		    r->file, book_line(n), more);
}

/* ISO 2108: weights 1 and 3 modulo 10, or for ten digits 10 to 1 modulo 11. */
static bool
is_isbn(const char *digits, size_t n)
{
	int sum = 0;

	for (size_t i = 0; i < n; i++) {
		int d = digits[i] == 'X' ? 10 : digits[i] - '0';

		sum += d * (n == 10 ? 10 - (int)i : i % 2 != 0 ? 3 : 1);
	}
	return (n == 10 && sum % 11 == 0) || (n == 13 && sum % 10 == 0);
}

void
book_take_isbn(struct reader *r, const yaml_node_t *n, const struct key *key,
    struct scope *s)
{
	const char *value = book_text(r, n, key->name), *p;
	char urn[32] = "urn:isbn:";
	size_t len = 0;

	if (*value == '\0')
		return;
	for (p = value; *p != '\0'; p++) {
		if (*p == '-' || *p == ' ')
			continue;
		if (len == 13 || (!isdigit(*p) && !(*p == 'X' && len == 9)))
			break;
		urn[9 + len++] = *p;
	}
	if (*p != '\0' || !is_isbn(urn + 9, len))
		die(EXIT_OPTION,
		    "%s:%zu: \"%s\" is no ISBN: its digits don't agree",
		    r->file, book_line(n), value);
	add_fact(s->facts, key->to, args_text(r->a, urn, 9 + len));
}
