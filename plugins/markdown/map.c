#include <octavo/sugar.h>

#include "markdown.h"

/* What a block becomes, 0 for one that has no children in the model. */
static uint32_t
kind_of(cmark_node *node)
{
	cmark_node *list;

	switch (cmark_node_get_type(node)) {
	case CMARK_NODE_BLOCK_QUOTE: return OCT_QUOTE;
	case CMARK_NODE_LIST: return OCT_LIST;
	case CMARK_NODE_ITEM: return OCT_ITEM;
	case CMARK_NODE_HEADING: return OCT_HEADING;
	case CMARK_NODE_PARAGRAPH:
		/* CommonMark 5.3: "paragraphs in a loose list are wrapped in
		 * <p> tags, while paragraphs in a tight list are not" */
		list = cmark_node_parent(cmark_node_parent(node));
		return list != NULL && cmark_node_get_list_tight(list) ? 0
								       : OCT_P;
	default: break;
	}
	switch (dialect_extra(node)) {
	case EXTRA_TABLE: return OCT_TABLE;
	case EXTRA_TABLE_HEAD: /* a ROW, in a HEAD: see add_row() */
	case EXTRA_TABLE_ROW: return OCT_ROW;
	case EXTRA_TABLE_CELL: return OCT_CELL;
	case EXTRA_TASK: return OCT_ITEM;
	case EXTRA_NONE:
	case EXTRA_NOTE:
	case EXTRA_STRIKETHROUGH:
	case EXTRA_NOTE_REF: break;
	}
	return 0;
}

static void
set_line(struct markdown *md, oct_node *n, cmark_node *node)
{
	int line = cmark_node_get_start_line(node);

	if (line > 0)
		md->api->set_int(
		    md->job, n, OCT_P_LINE, (int64_t)md->line + line);
}

static void
set_list(struct markdown *md, oct_node *n, cmark_node *list)
{
	if (cmark_node_get_list_type(list) != CMARK_ORDERED_LIST)
		return;
	md->api->set_int(md->job, n, OCT_P_ORDERED, 1);
	if (cmark_node_get_list_start(list) != 1)
		md->api->set_int(
		    md->job, n, OCT_P_START, cmark_node_get_list_start(list));
}

static void
set_cell(struct markdown *md, oct_node *n, cmark_node *cell)
{
	const char *align = dialect_align(cell, md->column++);
	cmark_node *row = cmark_node_parent(cell);

	if (align != NULL)
		oct_set(md->api, md->job, n, OCT_P_ALIGN, align);
	if (dialect_extra(row) == EXTRA_TABLE_HEAD)
		md->api->set_int(md->job, n, OCT_P_HEADER, 1);
}

/* The id that GitHub gives a heading, so that links to it work: small letters,
 * "-" for a space, no punctuation. */
static void
set_heading_id(struct markdown *md, oct_node *heading)
{
	oct_str title = md->api->text_of(md->job, heading);
	char *id = md->api->scratch(md->job, title.n + 1);
	size_t n = 0;

	if (id == NULL)
		return;
	for (size_t i = 0; i < title.n; i++) {
		unsigned char c = (unsigned char)title.p[i];

		if (c >= 'A' && c <= 'Z')
			c |= 0x20;
		if (c == ' ' || c == '\n')
			c = '-';
		if (c >= 0x80 || c == '-' || c == '_' ||
		    (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9'))
			id[n++] = (char)c;
	}
	if (n > 0)
		md->api->set_str(md->job, heading, OCT_P_ID, id, n);
}

static oct_node *
enter_container(struct markdown *md, cmark_node *node, oct_node *into)
{
	const oct_api *api = md->api;
	uint32_t kind = kind_of(node);
	oct_node *n;

	if (dialect_extra(node) == EXTRA_TABLE_HEAD)
		into = api->add(md->job, into, OCT_HEAD);
	n = api->add(md->job, into, kind);
	set_line(md, n, node);
	switch (kind) {
	case OCT_HEADING:
		api->set_int(md->job, n, OCT_P_LEVEL,
		    cmark_node_get_heading_level(node));
		break;
	case OCT_LIST: set_list(md, n, node); break;
	case OCT_CELL: set_cell(md, n, node); break;
	case OCT_ROW: md->column = 0; break;
	case OCT_ITEM:
		if (dialect_extra(node) == EXTRA_TASK)
			api->set_int(
			    md->job, n, OCT_P_CHECKED, dialect_checked(node));
		break;
	default: break;
	}
	return n;
}

static oct_node *
leave_container(struct markdown *md, cmark_node *node, oct_node *into)
{
	if (cmark_node_get_type(node) == CMARK_NODE_HEADING)
		set_heading_id(md, into);
	into = md->api->parent(into);
	if (dialect_extra(node) == EXTRA_TABLE_HEAD)
		into = md->api->parent(into);
	return into;
}

/* CommonMark 4.5: "The first word of the info string is typically used to
 * specify the language".  The newline that ends the last line of code is not a
 * part of it. */
static void
add_code_block(struct markdown *md, cmark_node *node, oct_node *into)
{
	const oct_api *api = md->api;
	const char *text = cmark_node_get_literal(node);
	const char *info = cmark_node_get_fence_info(node);
	oct_node *n = api->add(md->job, into, OCT_CODEBLOCK);
	size_t len = text != NULL ? strlen(text) : 0;

	set_line(md, n, node);
	if (len > 0 && text[len - 1] == '\n')
		len--;
	if (len > 0)
		api->set_str(md->job, n, OCT_P_TEXT, text, len);
	if (info != NULL && strcspn(info, " \t") > 0)
		api->set_str(
		    md->job, n, OCT_P_CODE_LANG, info, strcspn(info, " \t"));
}

static struct inline_step
enter(struct markdown *md, cmark_node *node, oct_node *into)
{
	if (kind_of(node) != 0)
		return (struct inline_step){ enter_container(md, node, into),
			false };
	switch (cmark_node_get_type(node)) {
	case CMARK_NODE_CODE_BLOCK: add_code_block(md, node, into); break;
	case CMARK_NODE_THEMATIC_BREAK:
		set_line(md, md->api->add(md->job, into, OCT_RULE), node);
		break;
	case CMARK_NODE_PARAGRAPH: break;
	default: return inline_enter(md, node, into);
	}
	return (struct inline_step){ into, false };
}

/* One block with all that is in it. */
static void
map_block(struct markdown *md, cmark_node *block, oct_node *into)
{
	cmark_iter *iter = cmark_iter_new(block);
	cmark_event_type event;

	while ((event = cmark_iter_next(iter)) != CMARK_EVENT_DONE) {
		cmark_node *node = cmark_iter_get_node(iter);
		struct inline_step step;

		if (event == CMARK_EVENT_EXIT) {
			if (kind_of(node) != 0)
				into = leave_container(md, node, into);
			else if (inline_nests(node))
				into = md->api->parent(into);
			continue;
		}
		step = enter(md, node, into);
		into = step.into;
		if (step.skip)
			cmark_iter_reset(iter, node, CMARK_EVENT_EXIT);
	}
	cmark_iter_free(iter);
}

void
map_blocks(
    struct markdown *md, cmark_node *from, cmark_node *to, oct_node *into)
{
	cmark_node *end;

	for (; from != to; from = end) {
		if (md->api->status(md->job) != OCT_OK)
			return;
		if (embed_run(from, to, &end)) {
			embed_blocks(md, from, end, into);
			continue;
		}
		end = cmark_node_next(from);
		map_block(md, from, into);
	}
}

/* libcmark-gfm puts the definitions behind all else, in the order of the
 * numbers that add_note_ref() meets. */
static void
map_note(struct markdown *md, cmark_node *definition)
{
	oct_node *n = md->api->add(
	    md->job, md->api->part(md->article, OCT_NOTES), OCT_NOTE);
	char id[32];

	snprintf(id, sizeof(id), "note-%u", ++md->notes);
	oct_set(md->api, md->job, n, OCT_P_ID, id);
	set_line(md, n, definition);
	map_blocks(md, cmark_node_first_child(definition), NULL, n);
}

void
map_document(struct markdown *md, cmark_node *root)
{
	cmark_node *note = cmark_node_last_child(root), *end = NULL;

	while (note != NULL && dialect_extra(note) == EXTRA_NOTE) {
		end = note;
		note = cmark_node_previous(note);
	}
	md->has_notes = end != NULL;
	map_blocks(md, cmark_node_first_child(root), end,
	    md->api->part(md->article, OCT_BODY));
	for (note = end; note != NULL; note = cmark_node_next(note))
		map_note(md, note);
}
