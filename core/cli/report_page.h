/*
 * report_page.h -- --report-html FILE: the report as a page for people, whole
 * by itself: totals, what failed and where, times, a table to sort and filter.
 */
#ifndef REPORT_PAGE_H
#define REPORT_PAGE_H

#include <jansson.h>
#include <stdbool.h>

struct args;
struct report_page;

/* Ends the process if it can't be written. */
struct report_page *report_page_new(const struct args *);

/* A line of --report, with "host" where that is known. */
void report_page_add(struct report_page *, const json_t *line);

/* The page gets its name; false once it was said that it can't be written. */
bool report_page_free(struct report_page *);

#endif
