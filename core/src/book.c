/* book.c: what the caller says of a book and its articles once they are read.
 */
#include "job.h"
#include "normalise.h"
#include "schema.h"
#include "settings.h"

#include <stdio.h>
#include <string.h>
#include <strings.h>

/* The user's fields come first, in the order given: of fields of equal weight
 * the earliest wins. */
static oct_node *
first_of_others(const oct_node *meta)
{
	oct_node *f = meta->first;

	while (f != NULL && node_int(f, OCT_P_WEIGHT, 0) == 100 &&
	    strcmp(node_str(f, OCT_P_FROM).p, "user") == 0)
		f = f->next;
	return f;
}

oct_node *
oct_job_add_field(
    oct_job *j, oct_node *owner, const char *key, const char *value)
{
	uint32_t number = settings_key(j, key);
	oct_node *meta = node_part(owner, OCT_META), *before, *f = NULL;

	if (number == 0 || meta == NULL)
		return NULL;
	job_begin(j, PHASE_READ);
	j->fields = 0;
	before = first_of_others(meta);
	f = field_add(j, owner, number, value, strlen(value), "user", 100);
	if (f != NULL && before != NULL)
		node_link(f, meta, before);
	fields_decide(j, owner);
	return job_end(j) == OCT_OK ? f : NULL;
}

oct_status
oct_job_set_str(oct_job *j, oct_node *n, uint32_t prop, const char *value)
{
	oct_str s;

	if (n == NULL || prop >= 0x1000 || !schema_may_have(n->kind, prop) ||
	    (n->kind != OCT_FIELD &&
		(n->kind != OCT_ARTICLE || prop != OCT_P_PART)))
		return OCT_EBUG;
	job_begin(j, PHASE_READ);
	s = node_clean(j, value, strlen(value));
	if (job_status(j) == OCT_OK && s.n > 0)
		s.n = field_squeeze((char *)s.p, s.n);
	if (job_status(j) == OCT_OK)
		node_set_str(j, n, prop, s.p, s.n);
	return job_end(j);
}

/* --- sections that are left out ------------------------------------------- */

static bool
is_headed(oct_job *j, const oct_node *section, const char *heading)
{
	const oct_node *h = section->first;

	return section->kind == OCT_SECTION && h != NULL &&
	    h->kind == OCT_HEADING &&
	    strcasecmp(node_title(j, h).p, heading) == 0;
}

static void
drop_section(oct_job *j, oct_node *article, oct_node *section)
{
	oct_node *drop = node_new(j, OCT_DROP), *n;

	if (drop == NULL)
		return;
	node_set_str(j, drop, OCT_P_REASON, OCT_REASON_SELECTOR,
	    strlen(OCT_REASON_SELECTOR));
	node_set_str(j, drop, OCT_P_STEP, "book", 4);
	node_set_int(j, drop, OCT_P_LINE, node_int(section, OCT_P_LINE, 0));
	node_link(drop, node_part(article, OCT_DROPPED), NULL);
	node_link(section, drop, NULL);
	/* what is dropped has headings, but no sections */
	for (n = drop; n != NULL;)
		n = n->kind == OCT_SECTION ? node_dissolve(n)
					   : node_walk(drop, n, false);
}

int32_t
oct_job_drop_sections(oct_job *j, oct_node *article, const char *heading)
{
	oct_node *body = node_part(article, OCT_BODY), *n, *next;
	int32_t dropped = 0;
	oct_status status;

	if (body == NULL)
		return OCT_EBUG;
	job_begin(j, PHASE_READ);
	for (n = body; n != NULL && job_status(j) == OCT_OK; n = next) {
		bool gone = is_headed(j, n, heading);

		next = node_walk(body, n, gone);
		if (!gone)
			continue;
		drop_section(j, article, n);
		dropped++;
	}
	if (dropped > 0 && job_status(j) == OCT_OK)
		normalise_article(j, article); /* links to them, their notes */
	status = job_end(j);
	return status == OCT_OK ? dropped : status;
}
