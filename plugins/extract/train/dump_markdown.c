/*
 * dump_markdown.c -- the half of dump that reads Markdown: the gfm reader, with
 * a cleaner that dumps the article instead of cleaning it.
 */
#include <octavo/octavo.h>
#include <octavo/sugar.h>
#include <stdio.h>

#include "cleaning.h"
#include "dump.h"
#include "engine.h"
#include "walk.h"

const oct_plugin *oct_builtin_gfm(void);
const oct_plugin *oct_builtin_markdown(void);
engine_builtin *const engine_builtins[] = { oct_builtin_gfm,
	oct_builtin_markdown, NULL };

static void
print_tokens(const struct blocks *page, const struct element *e)
{
	const struct article_blocks *a = page->source;
	char word[TARGET_WORD + 1];
	struct target target;
	oct_str href;
	size_t n;

	if (e->name != DOM_A || e->node == 0)
		return;
	href = a->api->get_str(a->nodes[e->node], OCT_P_HREF);
	target = (struct target){ href.p, href.p + href.n, false };
	for (int i = 0; i < TARGET_WORDS && target_word(&target, word, &n);
	     i++) {
		putchar('\t');
		dump_word(word, n);
	}
}

static void
print_text(const struct blocks *page, const struct block *b)
{
	const struct article_blocks *a = page->source;

	for (uint32_t n = b->first; n <= b->last; n++)
		if (a->api->kind(a->nodes[n]) & OCT_LEAF) {
			oct_str s = a->api->get_str(a->nodes[n], OCT_P_TEXT);

			dump_text(s.p, s.n);
		}
}

/* Instead of the one in plugins/cleaning. */
bool
clean_article(const oct_api *api, oct_job *job, oct_node *article,
    enum extract_mode mode, bool keep_comments)
{
	static const struct dump_source source = { print_tokens, print_text };
	struct article_blocks blocks;

	(void)mode;
	(void)keep_comments;
	if (!article_cut(&blocks, api, job, article, &dump_model))
		dump_die("out of memory", "an article");
	dump_page(&blocks.blocks, "-", &source);
	article_free(&blocks);
	return true;
}

void
dump_markdown(const char *name)
{
	static oct_engine *engine;
	oct_job *job;

	if (engine == NULL && (engine = oct_engine_new()) == NULL)
		dump_die("out of memory", name);
	job = oct_job_new(engine);
	oct_job_from(job, "gfm");
	if (oct_job_read_file(job, name) != OCT_OK)
		dump_die("cannot read", name);
	oct_job_free(job);
}
