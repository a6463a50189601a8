/* rules_apply.c -- rules at work on a page: expressions, marks, roots. */
#include <octavo/sugar.h>
#include <string.h>

#include "rules.h"

void
rules_open(
    struct rules_run *run, struct page *page, struct dom *dom, struct rules *r)
{
	*run = (struct rules_run){ .page = page, .dom = dom, .rules = r };
}

void
rules_close(struct rules_run *run)
{
	if (run->open != NULL)
		run->xpath->close(run->open);
}

/* What was stripped without XPath is not there for what comes. */
static void
drop_stripped(struct rules_run *run)
{
	if (run->x == NULL)
		return;
	for (uint32_t n = 1; n < run->dom->node_count; n++)
		if (run->x->step[n] == STEP_RULE)
			run->xpath->drop(
			    run->open, (struct xpath_node){ n, 0 });
}

static bool
get_ready(struct rules_run *run)
{
	const oct_api *api = run->page->api;
	const char *why = "there is no plug-in that gives " XPATH_EXTENSION;

	if (run->open != NULL || run->lacking)
		return run->open != NULL;
	run->xpath = api->extension(XPATH_EXTENSION);
	if (run->xpath != NULL && run->xpath->layout == XPATH_LAYOUT) {
		run->open = run->xpath->open(run->dom);
		why = "the page is too large for it, or memory is out";
	} else if (run->xpath != NULL) {
		why = "the plug-in that gives it is of another version";
	}
	if (run->open != NULL) {
		drop_stripped(run);
		return true;
	}
	run->lacking = true;
	oct_reportf(api, run->page->job, OCT_WARNING, "rules.xpath", 0,
	    "the rules need XPath, and %s; those with an expression are not "
	    "applied",
	    why);
	return false;
}

bool
rules_eval(
    struct rules_run *run, const struct rule *rule, struct xpath_value *value)
{
	oct_str expression = rule->value;

	if (run->page->api->status(run->page->job) != OCT_OK || !get_ready(run))
		return false;
	switch (run->xpath->eval(run->open, expression.p, value)) {
	case XPATH_OK: return true;
	case XPATH_NOMEM:
		run->page->api->fail(run->page->job, OCT_ENOMEM, "rules.memory",
		    "out of memory while a rule was evaluated");
		return false;
	}
	rules_report(run->rules, rule, OCT_WARNING, "rules.wrong",
	    "%s: %s; the rule is not applied: %.300s",
	    rule_name((enum rule_kind)rule->kind), run->xpath->error(run->open),
	    expression.p);
	return false;
}

void
rules_matched(const struct rules_run *run, const struct rule *rule, size_t n)
{
	const struct rules *r = run->rules;
	const char *name = rule_name((enum rule_kind)rule->kind);

	if (n != 0 && r->trace)
		rules_report(r, rule, OCT_INFO, "rules.matched",
		    "%s matches %zu time%s: %.300s", name, n, n == 1 ? "" : "s",
		    rule->value.p);
	if (n == 0 && (r->trace || rule->file < r->own_count))
		rules_report(r, rule, OCT_INFO, "rules.unmatched",
		    "%s matches nothing: %.300s", name, rule->value.p);
}

/* --- what is stripped ----------------------------------------------------- */

static bool
strip_node(struct rules_run *run, uint32_t n)
{
	if (n == 0 || run->x->step[n] == STEP_RULE)
		return false;
	run->x->reason[n] = DROP_SELECTOR;
	run->x->step[n] = STEP_RULE;
	if (run->open != NULL)
		run->xpath->drop(run->open, (struct xpath_node){ n, 0 });
	return true;
}

static void
strip_expression(struct rules_run *run, const struct rule *rule)
{
	struct xpath_value v;

	if (!rules_eval(run, rule, &v))
		return;
	for (size_t i = 0; i < v.count; i++) {
		struct xpath_node at = v.nodes[i];

		if (at.attr == 0) {
			strip_node(run, at.node);
			continue;
		}
		run->xpath->drop(run->open, at);
		dom_rename_attr(run->dom, at.node, at.attr - 1, 0);
	}
	rules_matched(run, rule, v.count);
}

static bool
has(struct dom_str where, const char *what, size_t n)
{
	return where.n >= n && memmem(where.p, where.n, what, n) != NULL;
}

/* Quotation marks around a name were taken for a part of the syntax. */
static size_t
unquote(const struct rules_run *run, oct_str s, char **out)
{
	size_t n = 0;
	char *p = run->page->api->scratch(run->page->job, s.n + 1);

	for (size_t i = 0; p != NULL && i < s.n; i++)
		if (s.p[i] != '"' && s.p[i] != '\'')
			p[n++] = s.p[i];
	*out = p;
	return n;
}

static void
strip_named(struct rules_run *run, const struct rule *rule)
{
	const struct dom *d = run->dom;
	char *name;
	size_t n = unquote(run, rule->value, &name), times = 0;
	uint32_t at = n != 0 ? DOM_ROOT : 0;

	while (at != 0) {
		bool image = rule->kind == RULE_STRIP_IMAGE_SRC;
		bool hit = image
		    ? dom_is(d, at, DOM_IMG) &&
			has(dom_attr(d, at, DOM_ATTR_SRC), name, n)
		    : has(dom_attr(d, at, DOM_ATTR_CLASS), name, n) ||
			has(dom_attr(d, at, DOM_ATTR_ID), name, n);

		/* <html class> and <body class> are of the page, not of what
		 * a rule could mean */
		if (dom_is(d, at, DOM_HTML) || dom_is(d, at, DOM_BODY))
			hit = false;
		if (hit)
			times += strip_node(run, at);
		at = hit || run->x->step[at] == STEP_RULE
		    ? dom_skip(d, at, DOM_ROOT)
		    : dom_walk(d, at, DOM_ROOT);
	}
	rules_matched(run, rule, times);
}

void
rules_strip(struct rules_run *run, struct extraction *x)
{
	static const enum rule_kind kinds[] = { RULE_STRIP,
		RULE_STRIP_ID_OR_CLASS, RULE_STRIP_IMAGE_SRC };
	const struct rules *r = run->rules;

	run->x = x;
	for (size_t k = 0; k < 3; k++)
		for (size_t i = 1; i < r->count; i++) {
			if (r->list[i].kind != kinds[k])
				continue;
			if (k == 0)
				strip_expression(run, &r->list[i]);
			else
				strip_named(run, &r->list[i]);
		}
}

/* --- what is wrapped ------------------------------------------------------ */

static bool
is_wrapper(oct_str tag)
{
	static const char *const tags[] = { "blockquote", "p", "div", "pre",
		"em", "strong", "i", "b", "figure", "figcaption", "section",
		"aside", "h2", "h3", "h4" };

	for (size_t i = 0; i < sizeof(tags) / sizeof(tags[0]); i++)
		if (strcmp(tags[i], tag.p) == 0)
			return true;
	return false;
}

static void
wrap(struct dom *d, uint32_t n, uint32_t name)
{
	uint32_t parent = dom_parent(d, n), wrapper;

	if (dom_is(d, n, DOM_HTML) || dom_is(d, n, DOM_BODY) || parent == 0)
		return;
	wrapper = dom_add_element(d, name, DOM_NS_HTML, dom_line(d, n));
	if (wrapper == 0)
		return;
	dom_insert(d, parent, wrapper, n);
	dom_remove(d, n);
	dom_append(d, wrapper, n);
}

static void
wrap_all(struct rules_run *run, const struct rule *rule)
{
	struct xpath_value v;
	uint32_t name;

	if (!is_wrapper(rule->argument)) {
		rules_report(run->rules, rule, OCT_WARNING, "rules.syntax",
		    "wrap_in(%.40s): nothing is wrapped in such an element",
		    rule->argument.p);
		return;
	}
	if (!rules_eval(run, rule, &v))
		return;
	name = dom_name_intern(run->dom, rule->argument.p, rule->argument.n);
	for (size_t k = 0; k < v.count; k++)
		if (v.nodes[k].attr == 0 &&
		    dom_is_element(run->dom, v.nodes[k].node))
			wrap(run->dom, v.nodes[k].node, name);
	rules_matched(run, rule, v.count);
}

/* The attribute is read as those that all know: data-src. */
static void
rename_lazy(struct rules_run *run, const struct rule *rule)
{
	struct dom *d = run->dom;
	uint32_t name = dom_name_find(d, rule->value.p, rule->value.n);
	uint32_t n = name != 0 ? DOM_ROOT : 0;
	size_t times = 0;

	while (n != 0 && (n = dom_find(d, n, DOM_ROOT, DOM_IMG)) != 0) {
		uint32_t count;
		const struct dom_attr *a = dom_attrs(d, n, &count);

		for (uint32_t i = 0; i < count; i++)
			if (a[i].name == name) {
				dom_rename_attr(d, n, i, DOM_ATTR_DATA_SRC);
				times++;
			}
	}
	rules_matched(run, rule, times);
}

void
rules_change(struct rules_run *run)
{
	const struct rules *r = run->rules;

	for (size_t i = 1; i < r->count; i++)
		if (r->list[i].kind == RULE_WRAP_IN)
			wrap_all(run, &r->list[i]);
		else if (r->list[i].kind == RULE_SRC_LAZY_LOAD_ATTR)
			rename_lazy(run, &r->list[i]);
	if (run->dom->status != DOM_OK)
		run->page->api->fail(run->page->job, OCT_ENOMEM, "rules.memory",
		    "out of memory while a rule was applied");
}

/* --- the body ------------------------------------------------------------- */

/* The elements of the set that are in no other of it, and not stripped. */
static size_t
take_roots(struct rules_run *run, const struct xpath_value *v)
{
	const struct dom *d = run->dom;
	struct extraction *x = run->x;

	x->root_count = 0;
	for (size_t i = 0; i < v->count; i++) {
		uint32_t n = v->nodes[i].node;

		if (v->nodes[i].attr != 0 || n == DOM_ROOT ||
		    !dom_is_element(d, n))
			continue;
		if (x->root_count != 0 &&
		    dom_contains(d, x->roots[x->root_count - 1], n))
			continue;
		x->roots[x->root_count++] = n;
	}
	return x->root_count;
}

bool
rules_body(struct rules_run *run, bool *must)
{
	const struct rules *r = run->rules;
	const struct rule *last = NULL;
	struct xpath_value v;

	*must = false;
	for (size_t i = 1; i < r->count; i++) {
		const struct rule *rule = &r->list[i];

		if (rule->kind != RULE_BODY)
			continue;
		last = rule;
		if (!rules_eval(run, rule, &v))
			continue;
		if (take_roots(run, &v) != 0) {
			rules_matched(run, rule, v.count);
			return true;
		}
		if (v.count == 0 && v.is_set)
			rules_matched(run, rule, 0);
		else
			rules_report(r, rule, OCT_WARNING, "rules.wrong",
			    "body finds no elements, but %s: %.300s",
			    v.is_set ? "other nodes" : "a text", rule->value.p);
	}
	if (last == NULL)
		return false;
	*must = !rules_flag(r, RULE_AUTODETECT_ON_FAILURE, true);
	rules_report(r, last, OCT_WARNING, "rules.body",
	    "no body rule matches this page%s",
	    *must ? "" : "; the article is looked for as if there were none");
	return false;
}

/* --- tests ---------------------------------------------------------------- */

/* Are they one address but for the scheme, "www." and a slash at the end? */
static bool
same_page(oct_str a, oct_str b)
{
	oct_str *both[] = { &a, &b };

	for (size_t i = 0; i < 2; i++) {
		const char *p = strstr(both[i]->p, "://");
		size_t n;

		if (p == NULL)
			return false;
		p += strncmp(p + 3, "www.", 4) == 0 ? 7 : 3;
		n = strcspn(p, "#");
		n -= n > 0 && p[n - 1] == '/';
		*both[i] = (oct_str){ p, n };
	}
	return a.n == b.n && memcmp(a.p, b.p, a.n) == 0;
}

/* Words parted by one space. */
static char *
squeeze(const struct rules_run *run, oct_str s)
{
	char *out = run->page->api->scratch(run->page->job, s.n + 1), *at = out;

	for (size_t i = 0; out != NULL && i < s.n; i++)
		if ((uint8_t)s.p[i] > ' ')
			*at++ = s.p[i];
		else if (at > out && at[-1] != ' ')
			*at++ = ' ';
	if (out != NULL && at > out && at[-1] == ' ')
		at[-1] = '\0';
	return out;
}

void
rules_test(const struct rules_run *run)
{
	const struct rules *r = run->rules;
	const struct page *page = run->page;
	char *text = NULL, *wanted;
	bool mine = false;

	for (size_t i = 1; i < r->count; i++) {
		const struct rule *rule = &r->list[i];

		if (rule->kind == RULE_TEST_URL) {
			mine = same_page(rule->value, page->facts.url);
			if (mine)
				rules_report(r, rule, OCT_INFO, "rules.test",
				    "test_url is this page");
		}
		if (rule->kind != RULE_TEST_CONTAINS || !mine)
			continue;
		if (text == NULL)
			text = squeeze(run,
			    page->api->text_of(page->job,
				page->api->part(page->article, OCT_BODY)));
		wanted = squeeze(run, rule->value);
		if (text == NULL || wanted == NULL)
			return;
		if (strstr(text, wanted) != NULL)
			rules_report(r, rule, OCT_INFO, "rules.test",
			    "test_contains holds: %.200s", rule->value.p);
		else
			rules_report(r, rule, OCT_WARNING, "rules.failed",
			    "test_contains does not hold, the article lacks: "
			    "%.200s",
			    rule->value.p);
	}
}
