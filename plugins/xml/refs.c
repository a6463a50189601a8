#include "refs.h"

#include "vocabulary.h"

/* An array at least `want` long with the old contents in front; the memory is
 * the job's, so that the old one need not be freed. */
static uint32_t *
grow(struct sink *s, const uint32_t *old, size_t *cap, size_t want)
{
	size_t n = *cap < 16 ? 16 : *cap;
	uint32_t *grown;

	while (n < want)
		n *= 2;
	grown = s->a->scratch(s->j, n * sizeof(*grown));
	if (grown == NULL)
		return NULL;
	if (old != NULL)
		memcpy(grown, old, *cap * sizeof(*grown));
	*cap = n;
	return grown;
}

static void
add_use(struct sink *s, int64_t resource)
{
	struct refs *r = s->refs;
	uint32_t *grown;

	if (resource <= 0 || resource >= UINT32_MAX)
		return;
	if ((size_t)resource >= r->max) {
		grown = grow(s, r->local, &r->max, (size_t)resource + 1);
		if (grown == NULL)
			return;
		r->local = grown;
	}
	if (r->local[resource] != 0)
		return;
	if (r->n == r->cap) {
		if ((grown = grow(s, r->used, &r->cap, r->n + 1)) == NULL)
			return;
		r->used = grown;
	}
	r->used[r->n++] = (uint32_t)resource;
	r->local[resource] = (uint32_t)r->n;
}

void
refs_collect(struct sink *s, oct_node *owner)
{
	const oct_api *a = s->a;
	struct refs *r = s->refs;
	struct oct_walk w = oct_walk_start(owner);

	for (size_t i = 0; i < r->n; i++)
		r->local[r->used[i]] = 0;
	r->n = 0;
	while (oct_walk_next(a, &w)) {
		if (!w.enter || a->kind(w.node) == OCT_TEXT)
			continue;
		if (a->kind(w.node) == OCT_DROPPED && !s->audit) {
			w.skip = 1;
			continue;
		}
		add_use(s, a->get_int(w.node, OCT_P_RESOURCE, 0));
	}
}

void
refs_attr(struct sink *s, const char *name, uint32_t resource)
{
	const struct refs *r = s->refs;
	char id[24 + 16];

	if (resource >= r->max || r->local[resource] == 0)
		return;
	snprintf(id, sizeof(id), "%sr%u", s->prefix, r->local[resource]);
	sink_attr(s, name, (oct_str){ id, strlen(id) });
}

static void
put_digest(struct sink *s, const uint8_t sha256[32])
{
	char text[7 + 64 + 1] = "sha256:";

	for (size_t i = 0; i < 32; i++)
		snprintf(text + 7 + 2 * i, 3, "%02x", sha256[i]);
	sink_attr(s, "digest", (oct_str){ text, strlen(text) });
}

void
refs_write(struct sink *s)
{
	const struct refs *r = s->refs;
	oct_resource res;

	if (r->n == 0)
		return;
	sink_line(s);
	sink_puts(s, "<resources>");
	s->depth++;
	for (size_t i = 0; i < r->n; i++) {
		res = (oct_resource){ .struct_size = sizeof(res) };
		if (s->a->resource(s->j, r->used[i], 1, &res) != OCT_OK)
			return;
		sink_line(s);
		sink_puts(s, "<resource");
		refs_attr(s, "xml:id", r->used[i]);
		sink_attr(s, "href", res.url);
		if (res.media_type.n > 0)
			sink_attr(s, "media-type", res.media_type);
		if (res.data != NULL)
			put_digest(s, res.sha256);
		sink_puts(s, "/>");
	}
	s->depth--;
	sink_line(s);
	sink_puts(s, "</resources>");
}
