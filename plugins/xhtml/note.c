#include "act.h"

/*
 * A note is shown by the label its first reference has, else by its number.
 * The label leads back to that reference; further references follow it.
 */
static oct_str
label_of(
    struct xhtml *x, const struct xhtml_note *note, const struct xhtml_ref *ref)
{
	oct_str label = { "", 0 };

	if (ref != NULL)
		label = prop_str(x, ref->node, OCT_P_TEXT);
	if (label.n == 0 && note != NULL && note->target != NULL)
		label = prop_str(x, note->target->node, OCT_P_TEXT);
	if (label.n > 0 || note == NULL)
		return label;
	return out_strf(x->api, x->job, "%u", (unsigned)note->number);
}

static void
backlink(struct xhtml *x, const struct xhtml_ref *ref, oct_str label)
{
	oct_str id =
	    out_strf(x->api, x->job, "oct.ref%u", (unsigned)ref->number);

	out_puts(x->out, "<a role=\"doc-backlink\"");
	out_attr(x->out, "href", act_address(x, ref->part, id));
	out_attr(x->out, "title", str_of(x->words->word[WORD_BACK]));
	out_put(x->out, ">", 1);
	out_text(x->out, label);
	out_puts(x->out, "</a> ");
}

void
note_label(struct xhtml *x, const oct_node *n)
{
	const struct xhtml_note *note =
	    xhtml_index_note(x->index, prop_str(x, n, OCT_P_ID));
	unsigned count = 0;

	if (note == NULL)
		return;
	for (struct xhtml_ref *ref = note->first; ref; ref = ref->next) {
		if (!ref->written)
			continue;
		backlink(x, ref,
		    ++count == 1 ? label_of(x, note, note->first)
				 : out_strf(x->api, x->job, "↩%u", count));
	}
	if (count == 0) {
		out_text(x->out, label_of(x, note, note->first));
		out_puts(x->out, " ");
	}
}

void
note_begin(struct xhtml *x, const oct_node *n)
{
	act_open(x, "aside", n);
	out_puts(x->out,
	    " class=\"footnote\" epub:type=\"footnote\""
	    " role=\"doc-footnote\">\n");
	if (x->api->kind(x->api->first(n)) != OCT_P) {
		out_puts(x->out, "<p>");
		note_label(x, n);
		out_puts(x->out, "</p>\n");
	}
}

void
note_end(struct xhtml *x, const oct_node *n)
{
	(void)n;
	act_close_block(x, "aside");
}

int
note_ref(struct xhtml *x, const oct_node *n)
{
	struct xhtml_ref *ref = xhtml_index_ref(x->index, n);
	const struct xhtml_note *note = ref != NULL ? ref->note : NULL;
	oct_str label = label_of(x, note, ref);

	if (x->link != NULL || note == NULL || note->target == NULL) {
		out_element(x->out, "sup", label);
		return DESCEND;
	}
	ref->written = note->target->linked = 1;
	out_puts(x->out,
	    "<sup><a class=\"noteref\" epub:type=\"noteref\""
	    " role=\"doc-noteref\"");
	out_putf(x->out, " id=\"oct.ref%u\"", (unsigned)ref->number);
	out_attr(x->out, "href",
	    act_address(x, note->target->part, note->target->name));
	out_put(x->out, ">", 1);
	out_text(x->out, label);
	out_puts(x->out, "</a></sup>");
	return DESCEND;
}
