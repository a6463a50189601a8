#include "index.h"

#include "value.h"

#include <stdlib.h>

static int
str_compare(oct_str a, oct_str b)
{
	size_t n = a.n < b.n ? a.n : b.n;
	int c = memcmp(a.p, b.p, n);

	return c ? c : (a.n > b.n) - (a.n < b.n);
}

/* Equal ids in reading order: the first one keeps the name. */
static int
id_compare(const void *a, const void *b)
{
	const struct xhtml_id *x = a, *y = b;
	int c = str_compare(x->id, y->id);

	return c ? c : (x->order > y->order) - (x->order < y->order);
}

static int
note_compare(const void *a, const void *b)
{
	const struct xhtml_note *x = a, *y = b;
	int c = str_compare(x->id, y->id);

	return c ? c : (x->number > y->number) - (x->number < y->number);
}

static int
ref_compare(const void *a, const void *b)
{
	const struct xhtml_ref *x = a, *y = b;
	uintptr_t p = (uintptr_t)x->node, q = (uintptr_t)y->node;

	return (p > q) - (p < q);
}

/* Counts, or with the arrays there fills, what is below a part. */
static void
collect(struct xhtml_index *ix, const oct_api *api, const oct_node *root,
    const oct_node *const *breaks, size_t n_breaks, uint32_t *part)
{
	struct oct_walk w = oct_walk_start((oct_node *)root);

	while (oct_walk_next(api, &w)) {
		oct_str id;
		uint32_t kind, resource;

		if (!w.enter)
			continue;
		kind = api->kind(w.node);
		if (*part < n_breaks && w.node == breaks[*part])
			++*part;
		id = api->get_str(w.node, OCT_P_ID);
		if (id.n > 0) {
			if (ix->ids != NULL)
				ix->ids[ix->n_ids] =
				    (struct xhtml_id){ .id = id,
					    .node = w.node,
					    .order = (uint32_t)ix->n_ids,
					    .part = *part };
			ix->n_ids++;
		}
		if (kind == OCT_NOTEREF) {
			if (ix->refs != NULL)
				ix->refs[ix->n_refs] =
				    (struct xhtml_ref){ .node = w.node,
					    .number = (uint32_t)ix->n_refs + 1,
					    .part = *part };
			ix->n_refs++;
		}
		if (kind == OCT_NOTE) {
			if (ix->notes != NULL)
				ix->notes[ix->n_notes] =
				    (struct xhtml_note){ .id = id,
					    .number =
						(uint32_t)ix->n_notes + 1 };
			ix->n_notes++;
		}
		resource = (uint32_t)api->get_int(w.node, OCT_P_RESOURCE, 0);
		if (resource != 0) {
			if (ix->resources != NULL)
				ix->resources[ix->n_resources] = resource;
			ix->n_resources++;
		}
	}
}

static void
collect_all(struct xhtml_index *ix, const oct_api *api, const oct_node *article,
    const oct_node *const *breaks, size_t n_breaks)
{
	uint32_t part = 0;

	ix->n_ids = ix->n_refs = ix->n_notes = ix->n_resources = 0;
	collect(ix, api, api->part(article, OCT_BODY), breaks, n_breaks, &part);
	part = (uint32_t)n_breaks;
	collect(ix, api, api->part(article, OCT_NOTES), NULL, 0, &part);
}

static int
allocate(struct xhtml_index *ix, const oct_api *api, oct_job *job)
{
	ix->ids = api->scratch(job, (ix->n_ids + 1) * sizeof(*ix->ids));
	ix->refs = api->scratch(job, (ix->n_refs + 1) * sizeof(*ix->refs));
	ix->notes = api->scratch(job, (ix->n_notes + 1) * sizeof(*ix->notes));
	ix->resources =
	    api->scratch(job, (ix->n_resources + 1) * sizeof(*ix->resources));
	return ix->ids != NULL && ix->refs != NULL && ix->notes != NULL &&
	    ix->resources != NULL;
}

/* Sorts the ids, drops later ones of a name, and names those anew that are no
 * plain name or look like one of ours ("oct."). */
static void
settle_ids(struct xhtml_index *ix, const oct_api *api, oct_job *job)
{
	size_t n = 0;

	qsort(ix->ids, ix->n_ids, sizeof(*ix->ids), id_compare);
	for (size_t i = 0; i < ix->n_ids; i++) {
		struct xhtml_id id = ix->ids[i];

		if (n > 0 && str_compare(ix->ids[n - 1].id, id.id) == 0)
			continue;
		id.name = id.id;
		if (!value_is_name(id.id) || strncmp(id.id.p, "oct.", 4) == 0)
			id.name = out_strf(api, job, "oct.id%zu", n + 1);
		ix->ids[n++] = id;
	}
	ix->n_ids = n;
}

static struct xhtml_note *
find_note(const struct xhtml_index *ix, oct_str id)
{
	struct xhtml_note key = { .id = id };
	size_t lo = 0, hi = ix->n_notes;

	/* the first of equal ids, so that a repeated one is found always */
	while (lo < hi) {
		size_t mid = lo + (hi - lo) / 2;

		if (note_compare(&ix->notes[mid], &key) < 0)
			lo = mid + 1;
		else
			hi = mid;
	}
	if (lo == ix->n_notes || str_compare(ix->notes[lo].id, id) != 0)
		return NULL;
	return &ix->notes[lo];
}

static void
settle_notes(struct xhtml_index *ix, const oct_api *api)
{
	qsort(ix->notes, ix->n_notes, sizeof(*ix->notes), note_compare);
	for (size_t i = 0; i < ix->n_notes; i++)
		ix->notes[i].target = xhtml_index_id(ix, ix->notes[i].id);
	for (size_t i = 0; i < ix->n_refs; i++) {
		struct xhtml_ref *ref = &ix->refs[i];

		ref->note = find_note(ix, api->get_str(ref->node, OCT_P_REF));
	}
	qsort(ix->refs, ix->n_refs, sizeof(*ix->refs), ref_compare);
}

static int
number_compare(const void *a, const void *b)
{
	const struct xhtml_ref *const *x = a, *const *y = b;

	return ((*x)->number > (*y)->number) - ((*x)->number < (*y)->number);
}

/* Chains the references to each note in reading order. */
static void
chain_refs(struct xhtml_index *ix, const oct_api *api, oct_job *job)
{
	struct xhtml_ref **order =
	    api->scratch(job, (ix->n_refs + 1) * sizeof(struct xhtml_ref *));

	if (order == NULL)
		return;
	for (size_t i = 0; i < ix->n_refs; i++)
		order[i] = &ix->refs[i];
	qsort(order, ix->n_refs, sizeof(struct xhtml_ref *), number_compare);
	for (size_t i = 0; i < ix->n_refs; i++) {
		struct xhtml_note *note = order[i]->note;

		if (note == NULL)
			continue;
		if (note->first == NULL)
			note->first = order[i];
		else
			note->last->next = order[i];
		note->last = order[i];
	}
}

void
xhtml_index_make(struct xhtml_index *ix, const oct_api *api, oct_job *job,
    const oct_node *article, const oct_node *const *breaks, size_t n_breaks)
{
	memset(ix, 0, sizeof(*ix));
	collect_all(ix, api, article, breaks, n_breaks);
	if (!allocate(ix, api, job)) {
		memset(ix, 0, sizeof(*ix));
		return;
	}
	collect_all(ix, api, article, breaks, n_breaks);
	settle_ids(ix, api, job);
	settle_notes(ix, api);
	chain_refs(ix, api, job);
}

size_t
xhtml_index_prune(struct xhtml_index *ix)
{
	size_t n = 0, pruned;

	for (size_t i = 0; i < ix->n_ids; i++) {
		struct xhtml_id id = ix->ids[i];

		if (id.linked && !id.written)
			continue;
		id.linked = id.written = 0;
		ix->ids[n++] = id;
	}
	pruned = ix->n_ids - n;
	ix->n_ids = n;
	for (size_t i = 0; i < ix->n_refs; i++)
		ix->refs[i].written = 0;
	for (size_t i = 0; i < ix->n_notes; i++)
		ix->notes[i].target = xhtml_index_id(ix, ix->notes[i].id);
	return pruned;
}

struct xhtml_id *
xhtml_index_id(const struct xhtml_index *ix, oct_str id)
{
	size_t lo = 0, hi = ix->n_ids;

	while (lo < hi) {
		size_t mid = lo + (hi - lo) / 2;
		int c = str_compare(ix->ids[mid].id, id);

		if (c == 0)
			return &ix->ids[mid];
		if (c < 0)
			lo = mid + 1;
		else
			hi = mid;
	}
	return NULL;
}

const struct xhtml_note *
xhtml_index_note(const struct xhtml_index *ix, oct_str id)
{
	return find_note(ix, id);
}

struct xhtml_ref *
xhtml_index_ref(const struct xhtml_index *ix, const oct_node *node)
{
	struct xhtml_ref key = { .node = node };

	return bsearch(
	    &key, ix->refs, ix->n_refs, sizeof(*ix->refs), ref_compare);
}
