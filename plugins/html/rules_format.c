/*
 * rules_format.c -- files of rules as inputs: read to be checked.
 *
 * Their problems are the messages; the article says what is in the file.
 */
#include <octavo/sugar.h>
#include <stdio.h>
#include <string.h>

#include "rules.h"
#include "rules_format.h"

static bool
is_expression(enum rule_kind kind)
{
	switch (kind) {
	case RULE_TITLE:
	case RULE_BODY:
	case RULE_AUTHOR:
	case RULE_DATE:
	case RULE_STRIP:
	case RULE_SINGLE_PAGE_LINK:
	case RULE_NEXT_PAGE_LINK:
	case RULE_IF_PAGE_CONTAINS:
	case RULE_NATIVE_AD_CLUE:
	case RULE_WRAP_IN: return true;
	default: return false;
	}
}

/* Of XPath 1.0, and what else may stand in front of a bracket. */
static const char *const functions[] = { "and", "boolean", "ceiling", "comment",
	"concat", "contains", "count", "div", "false", "floor", "id", "lang",
	"last", "local-name", "mod", "name", "namespace-uri", "node",
	"normalize-space", "not", "number", "or", "position",
	"processing-instruction", "round", "starts-with", "string",
	"string-length", "substring", "substring-after", "substring-before",
	"sum", "text", "translate", "true" };

static bool
is_function(const char *name, size_t n)
{
	for (size_t i = 0; i < sizeof(functions) / sizeof(functions[0]); i++)
		if (strlen(functions[i]) == n &&
		    memcmp(functions[i], name, n) == 0)
			return true;
	return false;
}

/* Evaluating calls no function for which the page has no node. */
static void
check_functions(const struct rules *r, const struct rule *rule)
{
	static const char letters[] =
	    "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ-";
	const char *p = rule->value.p;

	while (*p != '\0') {
		size_t n = strspn(p, letters);

		if (*p == '"' || *p == '\'') {
			p = strchr(p + 1, *p);
			if (p == NULL)
				return;
			p++;
		} else if (n == 0) {
			p++;
		} else {
			if (p[n + strspn(p + n, " ")] == '(' &&
			    !is_function(p, n))
				rules_report(r, rule, OCT_WARNING,
				    "rules.wrong",
				    "%s: there is no function %.*s() in XPath "
				    "1.0; the rule is not applied: %.300s",
				    rule_name((enum rule_kind)rule->kind),
				    (int)n, p, rule->value.p);
			p += n;
		}
	}
}

/* On a page with nothing in it they find nothing, if they can be evaluated. */
static void
check_expressions(struct rules *r)
{
	struct page page = { .api = r->api, .job = r->job };
	struct dom *dom = dom_parse("", 0, &(struct dom_options){ 0 });
	struct rules_run run;
	struct xpath_value v;

	page.dom = dom;
	if (dom == NULL)
		return;
	rules_open(&run, &page, dom, r);
	for (size_t i = 1; i < r->count; i++)
		if (is_expression((enum rule_kind)r->list[i].kind) &&
		    rules_eval(&run, &r->list[i], &v))
			check_functions(r, &r->list[i]);
	rules_close(&run);
	dom_free(dom);
}

/* "title 2, body 1, ...": what there is of each kind. */
static void
summarise(const struct rules *r, char *text, size_t size)
{
	size_t n = 0, total = 0;

	for (int kind = 1; kind < RULE_KINDS; kind++) {
		size_t count = 0;

		for (size_t i = 1; i < r->count; i++)
			count += r->list[i].kind == kind;
		total += count;
		if (count != 0 && n < size)
			n += (size_t)snprintf(text + n, size - n, "%s%s %zu",
			    n != 0 ? ", " : "", rule_name((enum rule_kind)kind),
			    count);
	}
	if (total == 0)
		snprintf(text, size, "no rules");
}

static oct_status
rules_read(void *inst, const oct_api *api, oct_job *job, const oct_input *in)
{
	struct rules rules = { .api = api, .job = job };
	oct_node *article = api->add_article(job);
	oct_node *p = api->add(job, api->part(article, OCT_BODY), OCT_P);
	char text[800] = "";

	(void)inst;
	rules_parse(&rules, (oct_str){ "", 0 },
	    (oct_str){ (const char *)in->data, in->len });
	check_expressions(&rules);
	summarise(&rules, text, sizeof(text));
	api->add_text(job, p, text, strlen(text));
	api->report(job, OCT_INFO, "rules.summary", 0, 0, text);
	return api->status(job);
}

/* Never: they look like any text.  -f, --list-rules. */
static int32_t
rules_bid(const uint8_t *head, size_t n)
{
	(void)head;
	(void)n;
	return -1;
}

/* So that no other input has this plug-in loaded to say so. */
static const char *const rules_signatures[] = { "test_url:", NULL };

const oct_format rules_format = {
	.struct_size = sizeof(rules_format),
	.name = "site-rules",
	.summary = "rules for sites, to be checked (octavo-rules(5))",
	.roles = OCT_READS,
	.signatures = rules_signatures,
	.bid = rules_bid,
	.read = rules_read,
};
