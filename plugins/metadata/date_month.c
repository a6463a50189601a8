/* date_month.c -- the months, by their names in months.txt. */
#include "date_private.h"

#include <stdlib.h>
#include <string.h>

static int
compare(const void *word, const void *month)
{
	return strcmp(word, ((const struct month_name *)month)->name);
}

int
month_of(const struct token *t, bool *thai)
{
	const struct month_name *m = NULL;

	if (t->kind == TOKEN_WORD && t->length >= 3)
		m = bsearch(t->word, month_names, month_names_count, sizeof(*m),
		    compare);
	*thai = m != NULL && m->thai;
	return m != NULL ? m->month : 0;
}
