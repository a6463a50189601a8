/*
 * cleaning.h -- an article out of a scraped page that has no mark-up left to
 * tell the two apart: Markdown made from web pages, or read back from print.
 *
 * It works on the model, after mapping and before normalising, so any reader
 * whose source says no more than Markdown does can use it.  Page furniture goes
 * to DROPPED with its reason and its line; bylines, datelines, copyright lines,
 * story highlights and related-article boxes become META with the origin
 * "text"; sentences that a page break tore apart are joined; short lines that
 * are headings in all but mark-up become headings.
 *
 * What people write by hand passes through untouched: nothing is done without
 * the evidence that scraped.c asks for.
 *
 * Functions report through the host as those of plugin.h do.  Time and memory
 * are linear in the article.  Threads: the job's own.
 */
#ifndef CLEANING_H
#define CLEANING_H

#include <octavo/plugin.h>
#include <stdbool.h>

#include "decide.h"

/* Cleans the article if it is a scraped page.  What readers said of it, where a
 * heading says that they did, goes to DROPPED, too, or to an ASIDE at the end
 * of its BODY.  Returns whether it was a scraped page; where it has no article
 * in it, the job fails with OCT_ENOARTICLE. */
bool clean_article(const oct_api *, oct_job *, oct_node *article,
    enum extract_mode, bool keep_comments);

#endif
