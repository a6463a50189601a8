#include "page.h"
#include "path.h"

#include <libxml/xpathInternals.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* A step for each node of the page and each of a long predicate's parts. */
enum { EVAL_STEPS_PER_NODE = 100, EVAL_STEPS = 100000, PIECES = 64 };

enum { MARK_NOW = 1, MARK_ALL = 2 };

/* --- errors --------------------------------------------------------------- */

static const char *
error_text(int code)
{
	switch (code) {
	case XPATH_UNFINISHED_LITERAL_ERROR:
	case XPATH_START_LITERAL_ERROR: return "a quotation mark is missing";
	case XPATH_VARIABLE_REF_ERROR:
	case XPATH_UNDEF_VARIABLE_ERROR:
	case XPATH_FORBID_VARIABLE_ERROR: return "there are no variables";
	case XPATH_INVALID_PREDICATE_ERROR:
		return "a predicate is not complete";
	case XPATH_UNCLOSED_ERROR: return "a bracket is not closed";
	case XPATH_UNKNOWN_FUNC_ERROR:
		return "there is no function of that name in XPath 1.0";
	case XPATH_INVALID_OPERAND:
	case XPATH_INVALID_TYPE:
		return "a part of it has the wrong type: a set of nodes is "
		       "wanted";
	case XPATH_INVALID_ARITY:
		return "a function has too few or too many arguments";
	case XPATH_UNDEF_PREFIX_ERROR:
		return "a name has a prefix, which no page declares; "
		       "*[name()='a:b'] and @*[name()='a:b'] find such names";
	case XPATH_ENCODING_ERROR:
	case XPATH_INVALID_CHAR_ERROR:
		return "it has a character that XPath does not know";
	case XPATH_RECURSION_LIMIT_EXCEEDED: return "it is nested too deep";
	default: return "it is no XPath expression";
	}
}

#if LIBXML_VERSION >= 21200
static void
note_error(void *data, const xmlError *e)
#else
static void
note_error(void *data, xmlError *e)
#endif
{
	struct xpath_page *p = data;
	int code = e->code - XML_XPATH_EXPRESSION_OK;

	if (p->status != XPATH_OK)
		return;
	if (e->code == XML_ERR_NO_MEMORY || code == XPATH_MEMORY_ERROR) {
		p->status = XPATH_NOMEM;
	} else if (code == XPATH_OP_LIMIT_EXCEEDED) {
		p->status = XPATH_STEPS;
		snprintf(p->error, sizeof(p->error),
		    "it takes more steps than a page may cost");
	} else {
		p->status = XPATH_WRONG;
		snprintf(p->error, sizeof(p->error), "%s (at character %d)",
		    error_text(code), e->int1 + 1);
	}
}

/* --- functions that read text --------------------------------------------- */

/* libxml2 counts the steps to a node, but not the length of the text that
 * string() copies for it; these are charged for it. */
static const struct {
	const char *name;
	xmlXPathFunction call;
} functions[] = {
	{ "concat", xmlXPathConcatFunction },
	{ "contains", xmlXPathContainsFunction },
	{ "normalize-space", xmlXPathNormalizeFunction },
	{ "number", xmlXPathNumberFunction },
	{ "starts-with", xmlXPathStartsWithFunction },
	{ "string", xmlXPathStringFunction },
	{ "string-length", xmlXPathStringLengthFunction },
	{ "substring", xmlXPathSubstringFunction },
	{ "substring-after", xmlXPathSubstringAfterFunction },
	{ "substring-before", xmlXPathSubstringBeforeFunction },
	{ "sum", xmlXPathSumFunction },
	{ "translate", xmlXPathTranslateFunction },
};

static size_t
text_cost(const xmlNode *node)
{
	return node != NULL ? page_text_below(node) / 16 : 0;
}

static size_t
argument_cost(const xmlXPathObject *o)
{
	const xmlNodeSet *set = o->nodesetval;

	if (o->type == XPATH_STRING && o->stringval != NULL)
		return strlen((const char *)o->stringval) / 16;
	if (o->type != XPATH_NODESET || set == NULL || set->nodeNr == 0)
		return 0;
	return (size_t)set->nodeNr + text_cost(set->nodeTab[0]);
}

static void
call_charged(xmlXPathParserContext *c, int nargs)
{
	const char *name = (const char *)c->context->function;
	unsigned long cost = nargs == 0 ? text_cost(c->context->node) : 0;

	for (int i = 1; i <= nargs && i <= c->valueNr; i++)
		cost += argument_cost(c->valueTab[c->valueNr - i]);
	if (cost > c->context->opLimit - c->context->opCount) {
		xmlXPathErr(c, XPATH_OP_LIMIT_EXCEEDED);
		return;
	}
	c->context->opCount += cost;
	for (size_t i = 0; i < sizeof(functions) / sizeof(functions[0]); i++)
		if (strcmp(functions[i].name, name) == 0)
			functions[i].call(c, nargs);
}

static xmlXPathFunction
find_function(void *data, const xmlChar *name, const xmlChar *uri)
{
	(void)data;
	if (uri != NULL)
		return NULL;
	for (size_t i = 0; i < sizeof(functions) / sizeof(functions[0]); i++)
		if (strcmp(functions[i].name, (const char *)name) == 0)
			return call_charged;
	return NULL;
}

static void
forget(struct xpath_page *p)
{
	xmlXPathFreeObject(p->result);
	xmlFree(p->string);
	free(p->set);
	p->result = NULL;
	p->string = NULL;
	p->set = NULL;
}

void
eval_close(struct xpath_page *p)
{
	forget(p);
	if (p->context != NULL)
		xmlXPathFreeContext(p->context);
	free(p->marks);
}

/* --- sets ----------------------------------------------------------------- */

static size_t
place_of(const struct xpath_page *p, const xmlNode *node)
{
	if (node->type == XML_ATTRIBUTE_NODE)
		return p->node_count +
		    (size_t)((const xmlAttr *)node - p->attrs);
	return page_number(p, node).node;
}

static size_t
mark_set(struct xpath_page *p, const xmlNodeSet *set, uint8_t mark)
{
	size_t added = 0;

	for (int i = 0; set != NULL && i < set->nodeNr; i++) {
		size_t at = place_of(p, set->nodeTab[i]);

		if (at == 0 || (p->marks[at] & mark))
			continue; /* a namespace is no node of the DOM */
		p->marks[at] |= mark;
		added++;
	}
	return added;
}

static xmlNode *
walk(const xmlNode *n)
{
	if (n->children != NULL && n->type != XML_ATTRIBUTE_NODE)
		return n->children;
	while (n != NULL && n->next == NULL)
		n = n->parent;
	return n != NULL ? n->next : NULL;
}

static bool
take_mark(struct xpath_page *p, const xmlNode *node, uint8_t mark)
{
	uint8_t *at = &p->marks[place_of(p, node)];
	bool is = (*at & mark) != 0;

	*at &= (uint8_t)~mark;
	return is;
}

/* The marked nodes in the order of the document, and the marks off.  NULL
 * without memory. */
static xmlNode **
take_set(struct xpath_page *p, uint8_t mark, size_t room, size_t *n)
{
	xmlNode **list = malloc((room + 1) * sizeof(*list));

	*n = 0;
	for (xmlNode *node = (xmlNode *)&p->doc; list != NULL && node != NULL;
	     node = walk(node)) {
		if (take_mark(p, node, mark) && *n < room)
			list[(*n)++] = node;
		if (node->type != XML_ELEMENT_NODE)
			continue;
		for (xmlAttr *a = node->properties; a != NULL; a = a->next)
			if (take_mark(p, (xmlNode *)a, mark) && *n < room)
				list[(*n)++] = (xmlNode *)a;
	}
	return list;
}

static void
give_set(struct xpath_page *p, size_t room, struct xpath_value *v)
{
	xmlNode **list = take_set(p, MARK_ALL, room, &v->count);

	p->set = malloc((v->count + 1) * sizeof(*p->set));
	if (list == NULL || p->set == NULL) {
		free(list);
		p->status = XPATH_NOMEM;
		return;
	}
	for (size_t i = 0; i < v->count; i++)
		p->set[i] = page_number(p, list[i]);
	free(list);
	v->nodes = p->set;
	v->is_set = 1;
	v->truth = v->count != 0;
}

/* --- evaluating ----------------------------------------------------------- */

static xmlXPathObject *
run(struct xpath_page *p, xmlXPathCompExpr *compiled, xmlNode *from)
{
	xmlXPathObject *result;

	p->context->node = from;
	result = xmlXPathCompiledEval(compiled, p->context);
	if (p->status != XPATH_OK) {
		xmlXPathFreeObject(result);
		return NULL;
	}
	if (result == NULL)
		p->status = XPATH_NOMEM;
	return result;
}

static xmlXPathCompExpr *
compile(struct xpath_page *p, const char *expression)
{
	xmlXPathCompExpr *compiled =
	    xmlXPathCtxtCompile(p->context, (const xmlChar *)expression);

	if (compiled == NULL && p->status == XPATH_OK)
		p->status = XPATH_NOMEM;
	return compiled;
}

static void
eval_whole(
    struct xpath_page *p, xmlXPathCompExpr *compiled, struct xpath_value *v)
{
	p->result = run(p, compiled, (xmlNode *)&p->doc);
	if (p->result == NULL)
		return;
	if (p->result->type == XPATH_NODESET) {
		give_set(p, mark_set(p, p->result->nodesetval, MARK_ALL), v);
		return;
	}
	v->truth = xmlXPathCastToBoolean(p->result);
	p->string = xmlXPathCastToString(p->result);
	v->text = (const char *)p->string;
	if (p->string == NULL)
		p->status = XPATH_NOMEM;
}

/* Marks what the piece finds from each of the nodes; how many. */
static size_t
run_piece(struct xpath_page *p, const struct path_piece *piece, xmlNode **from,
    size_t n, uint8_t mark)
{
	char *text = malloc(piece->n + 2);
	xmlXPathCompExpr *compiled = NULL;
	size_t found = 0;

	if (text == NULL) {
		p->status = XPATH_NOMEM;
		return 0;
	}
	sprintf(
	    text, "%s%.*s", piece->below ? "." : "", (int)piece->n, piece->p);
	compiled = compile(p, text);
	for (size_t i = 0; compiled != NULL && i < n; i++) {
		xmlXPathObject *result;

		/* libxml2 counts no steps where it can do with a pattern. */
		p->context->opCount += page_nodes_below(from[i]);
		if (p->context->opCount > p->context->opLimit) {
			p->status = XPATH_STEPS;
			snprintf(p->error, sizeof(p->error),
			    "it takes more steps than a page may cost");
			break;
		}
		if ((result = run(p, compiled, from[i])) == NULL)
			break;
		if (result->type == XPATH_NODESET)
			found += mark_set(p, result->nodesetval, mark);
		xmlXPathFreeObject(result);
	}
	xmlXPathFreeCompExpr(compiled);
	free(text);
	return found;
}

/* One path of the union, from the document; how many nodes it adds. */
static size_t
run_path(struct xpath_page *p, const struct path_piece *piece, size_t n)
{
	xmlNode *document = (xmlNode *)&p->doc, **from = NULL;
	size_t count = 1, found = 0;

	for (size_t i = 0; i < n && p->status == XPATH_OK; i++) {
		found = run_piece(p, &piece[i], i == 0 ? &document : from,
		    count, i + 1 == n ? MARK_ALL : MARK_NOW);
		free(from);
		from = NULL;
		if (i + 1 == n)
			break;
		from = take_set(p, MARK_NOW, found, &count);
		if (from == NULL)
			p->status = XPATH_NOMEM;
	}
	free(from);
	return found;
}

static void
eval_pieces(struct xpath_page *p, const struct path_piece *pieces, size_t n,
    struct xpath_value *v)
{
	size_t total = 0, end;

	for (size_t i = 0; i < n && p->status == XPATH_OK; i = end) {
		for (end = i + 1; end < n && !pieces[end].first; end++)
			continue;
		total += run_path(p, &pieces[i], end - i);
	}
	if (p->status == XPATH_OK)
		give_set(p, total, v);
	else
		memset(p->marks, 0, (size_t)p->node_count + p->attr_count);
}

/* --- libxml2's messages --------------------------------------------------- */

/* Where this thread's messages went before. */
struct said {
	xmlGenericErrorFunc generic;
	void *generic_data;
	xmlStructuredErrorFunc structured;
	void *structured_data;
};

/* It says some things on standard error, whoever asked. */
__attribute__((format(printf, 2, 3))) static void
say_nothing(void *data, const char *format, ...)
{
	(void)data;
	(void)format;
}

/* What it says of no expression is that memory was short: then it goes on as if
 * a string were empty. */
#if LIBXML_VERSION >= 21200
static void
note_memory(void *data, const xmlError *e)
#else
static void
note_memory(void *data, xmlError *e)
#endif
{
	struct xpath_page *p = data;

	if (e->code == XML_ERR_NO_MEMORY)
		p->status = XPATH_NOMEM;
}

static struct said
listen_to_messages(struct xpath_page *p)
{
	struct said before = { xmlGenericError, xmlGenericErrorContext,
		xmlStructuredError, xmlStructuredErrorContext };

	xmlSetGenericErrorFunc(NULL, say_nothing);
	xmlSetStructuredErrorFunc(p, note_memory);
	return before;
}

static void
stop_listening(const struct said *before)
{
	xmlSetGenericErrorFunc(before->generic_data, before->generic);
	xmlSetStructuredErrorFunc(before->structured_data, before->structured);
}

/* --- the extension's functions -------------------------------------------- */

bool
eval_open(struct xpath_page *p)
{
	struct said before = listen_to_messages(p);

	p->context = xmlXPathNewContext(&p->doc);
	p->marks = calloc((size_t)p->node_count + p->attr_count + 1, 1);
	if (p->context != NULL && p->marks != NULL) {
		p->context->error = note_error;
		p->context->userData = p;
		p->context->opLimit =
		    ((unsigned long)p->node_count + p->attr_count) *
			EVAL_STEPS_PER_NODE +
		    EVAL_STEPS;
		xmlXPathRegisterFuncLookup(p->context, find_function, NULL);
	}
	stop_listening(&before);
	return p->context != NULL && p->marks != NULL && p->status == XPATH_OK;
}

int32_t
eval_expression(
    struct xpath_page *p, const char *expression, struct xpath_value *v)
{
	struct said before = listen_to_messages(p);
	struct path_piece pieces[PIECES];
	xmlXPathCompExpr *compiled;
	size_t n;

	forget(p);
	memset(v, 0, sizeof(*v));
	v->text = "";
	p->status = XPATH_OK;
	p->error[0] = '\0';
	p->context->opCount = 0;
	if ((compiled = compile(p, expression)) != NULL) {
		n = path_split(expression, pieces, PIECES);
		if (p->status == XPATH_OK && n < 2)
			eval_whole(p, compiled, v);
		else if (p->status == XPATH_OK)
			eval_pieces(p, pieces, n, v);
		xmlXPathFreeCompExpr(compiled);
	}
	stop_listening(&before);
	return p->status;
}
