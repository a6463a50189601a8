/* rules_facts.c -- title, author, date and the links to other pages, as rules
 * say where they are. */
#include <octavo/sugar.h>
#include <string.h>

#include "meta.h"
#include "rules.h"

/* Over all that pages say of themselves, under what the user says. */
#define RULE_WEIGHT 99
#define FROM "rule"

/* The text of the i-th thing found, fit to be shown. */
static struct dom_str
text_of(const struct meta *m, const struct xpath_value *v, size_t i)
{
	const struct dom *d = m->page->dom;
	const struct dom_attr *attrs;
	struct xpath_node at;
	struct dom_str s;
	uint32_t count;

	if (!v->is_set)
		return meta_clean(m, v->text, strlen(v->text), META_TEXT);
	at = v->nodes[i];
	if (at.attr != 0) {
		attrs = dom_attrs(d, at.node, &count);
		return meta_clean(m, attrs[at.attr - 1].value,
		    attrs[at.attr - 1].length, META_TEXT);
	}
	s = dom_text(d, at.node);
	return s.p != NULL ? meta_clean(m, s.p, s.n, META_TEXT)
			   : meta_text(m, at.node, META_TEXT);
}

static size_t
count_of(const struct xpath_value *v)
{
	return v->is_set ? v->count : *v->text != '\0';
}

static bool
take_title(struct rules_run *run, struct meta *m, const struct rule *rule,
    const struct xpath_value *v)
{
	uint32_t n = v->is_set && v->nodes[0].attr == 0 ? v->nodes[0].node : 0;
	struct dom_str s = text_of(m, v, 0);

	(void)rule;
	if (meta_add(m, OCT_M_TITLE, s, FROM, RULE_WEIGHT) == NULL)
		return false;
	/* the heading goes out of the body, as any that shows the title */
	if (n != 0 && dom_ancestor(run->dom, n, DOM_BODY) != 0)
		run->page->facts.title_node = n;
	return true;
}

static bool
take_author(struct rules_run *run, struct meta *m, const struct rule *rule,
    const struct xpath_value *v)
{
	const oct_api *api = run->page->api;
	size_t n = count_of(v);
	bool any = false;

	(void)rule;
	for (size_t i = 0; i < n && i < 16; i++) {
		struct dom_str s = text_of(m, v, i);
		struct byline b;

		if (byline_parse(s.p, s.n, &b) == 0) {
			any |= meta_add(m, OCT_M_AUTHOR, s, FROM,
				   RULE_WEIGHT) != NULL;
			continue;
		}
		for (size_t k = 0; k < b.count; k++) {
			oct_node *f = api->add_field(run->page->job,
			    run->page->article, OCT_M_AUTHOR, b.people[k].name,
			    strlen(b.people[k].name), FROM, RULE_WEIGHT);

			any |= f != NULL;
			if (b.people[k].affiliation[0] != '\0')
				oct_set(api, run->page->job, f,
				    OCT_P_AFFILIATION, b.people[k].affiliation);
		}
	}
	return any;
}

static bool
take_date(struct rules_run *run, struct meta *m, const struct rule *rule,
    const struct xpath_value *v)
{
	struct dom_str s = text_of(m, v, 0);

	if (meta_add_date(m, OCT_M_PUBLISHED, s, FROM, RULE_WEIGHT))
		return true;
	rules_report(run->rules, rule, OCT_WARNING, "rules.date",
	    "date finds \"%.*s\", which is no date", (int)(s.n < 80 ? s.n : 80),
	    s.p);
	return false;
}

typedef bool take(struct rules_run *, struct meta *, const struct rule *,
    const struct xpath_value *);

/* The first rule that gives something decides. */
static void
first_of(struct rules_run *run, struct meta *m, enum rule_kind kind, take *call)
{
	const struct rules *r = run->rules;
	struct xpath_value v;

	for (size_t i = 1; i < r->count; i++) {
		const struct rule *rule = &r->list[i];

		if (rule->kind != kind || !rules_eval(run, rule, &v))
			continue;
		rules_matched(run, rule, count_of(&v));
		if (count_of(&v) != 0 && call(run, m, rule, &v))
			return;
	}
}

/* A string, an attribute, or the href of an element. */
static struct dom_str
link_of(const struct rules_run *run, const struct xpath_value *v)
{
	const struct dom *d = run->dom;
	struct dom_str none = { "", 0 };

	if (!v->is_set)
		return (struct dom_str){ v->text, strlen(v->text) };
	for (size_t i = 0; i < v->count; i++) {
		struct xpath_node at = v->nodes[i];
		struct dom_str s = dom_attr(d, at.node, DOM_ATTR_HREF);
		uint32_t count;

		if (at.attr != 0) {
			const struct dom_attr *a =
			    &dom_attrs(d, at.node, &count)[at.attr - 1];

			s = (struct dom_str){ a->value, a->length };
		}
		if (dom_is_text(d, at.node))
			s = dom_text(d, at.node);
		if (s.n != 0)
			return s;
	}
	return none;
}

static bool
holds(struct rules_run *run, uint32_t condition)
{
	struct xpath_value v;
	const struct rule *rule = &run->rules->list[condition];

	if (condition == 0)
		return true;
	if (!rules_eval(run, rule, &v))
		return false;
	rules_matched(run, rule, v.is_set ? v.count : v.truth != 0);
	return v.truth != 0;
}

static void
take_link(
    struct rules_run *run, struct meta *m, enum rule_kind kind, uint32_t key)
{
	const struct rules *r = run->rules;
	struct xpath_value v;

	for (size_t i = 1; i < r->count; i++) {
		const struct rule *rule = &r->list[i];
		struct dom_str s;

		if (rule->kind != kind || !holds(run, rule->condition) ||
		    !rules_eval(run, rule, &v))
			continue;
		s = link_of(run, &v);
		rules_matched(run, rule, s.n != 0);
		if (s.n != 0) {
			meta_add_link(m, key, s, FROM, RULE_WEIGHT);
			return;
		}
	}
}

static void
look_for_advertisement(struct rules_run *run)
{
	const struct rules *r = run->rules;
	struct xpath_value v;

	for (size_t i = 1; i < r->count; i++) {
		const struct rule *rule = &r->list[i];

		if (rule->kind != RULE_NATIVE_AD_CLUE ||
		    !rules_eval(run, rule, &v))
			continue;
		if (r->trace)
			rules_matched(
			    run, rule, v.is_set ? v.count : v.truth != 0);
		if (v.truth != 0) {
			rules_report(r, rule, OCT_WARNING, "rules.ad",
			    "the page is paid for by an advertiser, as the "
			    "rule sees it: %.200s",
			    rule->value.p);
			return;
		}
	}
}

void
rules_facts(struct rules_run *run, const oct_input *input)
{
	struct meta m = { .page = run->page, .input = input };

	take_link(run, &m, RULE_SINGLE_PAGE_LINK, OCT_M_SINGLE_PAGE);
	take_link(run, &m, RULE_NEXT_PAGE_LINK, OCT_M_NEXT_PAGE);
	look_for_advertisement(run);
	first_of(run, &m, RULE_TITLE, take_title);
	first_of(run, &m, RULE_AUTHOR, take_author);
	first_of(run, &m, RULE_DATE, take_date);
}
