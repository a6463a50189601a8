/* facts.c -- what the package document says of the book (EPUB 3.3, 5.5). */
#include "read.h"

/* What a meta says of another. */
static const char *
refinement(const struct package *p, const struct fact *of, const char *name)
{
	for (const struct fact *f = p->facts; of->id != NULL && f != NULL;
	     f = f->next)
		if (f->refines != NULL && f->refines[0] == '#' &&
		    strcmp(f->refines + 1, of->id) == 0 &&
		    strcmp(f->name, name) == 0)
			return f->value;
	return NULL;
}

static oct_node *
add(struct check *c, oct_node *node, uint32_t key, const char *s, int weight)
{
	return c->api->add_field(
	    c->job, node, key, s, strlen(s), "package", weight);
}

static void
add_person(struct check *c, oct_node *node, const struct fact *f, uint32_t key)
{
	oct_node *field = add(c, node, key, f->value, 70);
	const char *role = refinement(c->facts, f, "role");
	const char *file_as = refinement(c->facts, f, "file-as");

	if (field == NULL)
		return;
	if (role != NULL && !(key == OCT_M_AUTHOR && strcmp(role, "aut") == 0))
		oct_set(c->api, c->job, field, OCT_P_ROLE, role);
	if (file_as != NULL)
		oct_set(c->api, c->job, field, OCT_P_FILE_AS, file_as);
}

static bool
is_date(const char *s)
{
	return strlen(s) >= 4 && strspn(s, "0123456789") >= 4;
}

/* What is true of each article of a book, and of the only one. */
static const struct {
	const char *name;
	uint32_t key;
	int weight;
	bool each;
} keys[] = {
	{ "publisher", OCT_M_PUBLISHER, 80, true },
	{ "language", OCT_M_LANGUAGE, 40, true },
	{ "rights", OCT_M_RIGHTS, 60, true },
	{ "title", OCT_M_TITLE, 90, false },
	{ "description", OCT_M_DESCRIPTION, 80, false },
	{ "subject", OCT_M_KEYWORD, 80, false },
};

void
facts_article(struct check *c, oct_node *article, bool alone)
{
	for (const struct fact *f = c->facts->facts; f != NULL; f = f->next) {
		if (f->refines != NULL || *f->value == '\0')
			continue;
		for (size_t i = 0; i < sizeof(keys) / sizeof(keys[0]); i++)
			if (strcmp(f->name, keys[i].name) == 0 &&
			    (alone || keys[i].each))
				add(c, article, keys[i].key, f->value,
				    keys[i].weight);
		if (strcmp(f->name, "creator") == 0)
			add_person(c, article, f, OCT_M_AUTHOR);
		else if (strcmp(f->name, "contributor") == 0)
			add_person(c, article, f, OCT_M_CONTRIBUTOR);
		else if (strcmp(f->name, "date") == 0 && is_date(f->value))
			add(c, article, OCT_M_PUBLISHED, f->value, 40);
		else if (alone && strcmp(f->name, "identifier") == 0 &&
		    strncmp(f->value, "urn:uuid:", 9) != 0)
			add(c, article, OCT_M_IDENTIFIER, f->value, 80);
	}
}

static const char *
file_as_of(struct check *c, const char *name)
{
	for (const struct fact *f = c->facts->facts; f != NULL; f = f->next)
		if (strcmp(f->name, "creator") == 0 &&
		    strcmp(f->value, name) == 0)
			return refinement(c->facts, f, "file-as");
	return NULL;
}

/* Of authors whom the article names itself. */
void
facts_file_as(struct check *c, oct_node *article)
{
	const oct_api *api = c->api;
	oct_node *n = api->first(api->part(article, OCT_META));
	const char *file_as;

	for (; n != NULL; n = api->next(n)) {
		if (api->get_int(n, OCT_P_KEY, 0) != OCT_M_AUTHOR ||
		    api->has(n, OCT_P_FILE_AS))
			continue;
		file_as = file_as_of(c, api->get_str(n, OCT_P_TEXT).p);
		if (file_as != NULL)
			oct_set(api, c->job, n, OCT_P_FILE_AS, file_as);
	}
}

void
facts_book(struct check *c)
{
	oct_node *book = c->api->book(c->job);

	if (c->api->field(book, OCT_M_TITLE) != NULL)
		return; /* another book was read before */
	for (const struct fact *f = c->facts->facts; f != NULL; f = f->next)
		for (size_t i = 0; i < sizeof(keys) / sizeof(keys[0]); i++)
			if (f->refines == NULL && *f->value != '\0' &&
			    !keys[i].each && strcmp(f->name, keys[i].name) == 0)
				add(c, book, keys[i].key, f->value, 80);
}

void
facts_cover(struct check *c)
{
	const oct_api *api = c->api;
	oct_node *book = api->book(c->job), *field;
	const struct item *item = c->items;

	while (item != NULL && !(item->properties & IS_COVER))
		item = item->next;
	if (item == NULL && c->facts->cover != NULL)
		item = package_item(c, c->facts->cover);
	if (item == NULL || item->entry == NULL ||
	    api->field(book, OCT_M_IMAGE) != NULL)
		return;
	field = add(c, book, OCT_M_IMAGE, item->entry->name, 80);
	if (field != NULL && container_load(c, item->entry)) {
		api->set_int(c->job, field, OCT_P_RESOURCE,
		    api->add_resource_data(c->job, item->entry->name,
			strlen(item->entry->name), item->entry->data,
			item->entry->size));
		container_drop(item->entry);
	}
}
