#include "arrange.h"
#include "collation/collation.h"
#include "xhtml/value.h"

#include <octavo/article.h>
#include <strings.h>

#define LAST "\xff" /* after every text */

static oct_str
value(const oct_api *a, const oct_node *article, uint32_t key)
{
	return a->get_str(a->field(article, key), OCT_P_TEXT);
}

static oct_str
copy(const oct_api *a, oct_job *j, const char *p, size_t n)
{
	char *s = a->scratch(j, n + 1);

	if (s == NULL)
		return (oct_str){ "", 0 };
	memcpy(s, p, n);
	return (oct_str){ s, n };
}

/* --- dates -----------------------------------------------------------------
 */

static oct_str
date_of(const oct_api *a, const oct_node *article)
{
	oct_str date = value(a, article, OCT_M_PUBLISHED);

	return date.n > 0 ? date : value(a, article, OCT_M_MODIFIED);
}

/* Seconds as twelve digits; counted down from the greatest for the newest
 * first. */
static const char *
date_key(const oct_api *a, oct_job *j, oct_str date, int newest)
{
	const int64_t most = INT64_C(999999999999);
	int64_t t = value_seconds(date) + most / 2; /* none before the year 0 */
	char *key = a->scratch(j, 32);

	if (key == NULL)
		return "";
	if (date.n == 0 || value_seconds(date) == VALUE_NO_TIME)
		return LAST;
	snprintf(key, 32, "%012lld", (long long)(newest ? most - t : t));
	return key;
}

/* --- what is asked for -----------------------------------------------------
 */

const char *
key_sort(const oct_api *a, oct_job *j, const oct_node *n, const char *sort)
{
	const oct_node *author = a->field(n, OCT_M_AUTHOR);
	oct_str none = { "", 0 };

	if (strcmp(sort, "title") == 0)
		return collate(a, j, value(a, n, OCT_M_TITLE),
		    value(a, n, OCT_M_LANGUAGE));
	if (strcmp(sort, "date") == 0 || strcmp(sort, "newest") == 0)
		return date_key(a, j, date_of(a, n), sort[0] == 'n');
	if (strcmp(sort, "author") == 0)
		return author != NULL ? collate_person(a, j, author) : LAST;
	if (strcmp(sort, "section") == 0)
		return value(a, n, OCT_M_SECTION).n > 0
		    ? collate(a, j, value(a, n, OCT_M_SECTION), none)
		    : LAST;
	return "";
}

/* "example.org" of an address. */
static oct_str
host_of(const oct_api *a, oct_job *j, const oct_node *article)
{
	oct_str url = value(a, article, OCT_M_CANONICAL);
	const char *p;

	if (url.n == 0)
		url = value(a, article, OCT_M_SOURCE);
	if ((p = strstr(url.p, "://")) == NULL)
		return (oct_str){ "", 0 };
	p += 3;
	if (strncasecmp(p, "www.", 4) == 0)
		p += 4;
	return copy(a, j, p, strcspn(p, "/?#:"));
}

/* As it is said of the book, else of its first article that says. */
static oct_str
book_language(const oct_api *a, oct_job *j)
{
	const oct_node *book = a->book(j), *n;
	oct_str lang = value(a, book, OCT_M_LANGUAGE);

	for (n = a->first(book); n != NULL && lang.n == 0; n = a->next(n))
		lang = value(a, n, OCT_M_LANGUAGE);
	return lang;
}

oct_str
key_part(const oct_api *a, oct_job *j, const oct_node *n, const char *group,
    const char **key)
{
	const oct_node *author = a->field(n, OCT_M_AUTHOR);
	oct_str title, none = { "", 0 };

	*key = NULL;
	if (strcmp(group, "year") == 0 || strcmp(group, "month") == 0) {
		size_t most = strcmp(group, "year") == 0 ? 4 : 7;

		title = date_of(a, n);
		if (value_seconds(title) == VALUE_NO_TIME)
			return none;
		title = copy(a, j, title.p, title.n < most ? title.n : most);
		*key = title.p;
		return title.n == 7
		    ? month_title(a, j, title.p, book_language(a, j))
		    : title;
	}
	if (strcmp(group, "author") == 0) {
		if (author != NULL)
			*key = collate_person(a, j, author);
		return a->get_str(author, OCT_P_TEXT);
	}
	title = value(a, n,
	    strcmp(group, "section") == 0 ? OCT_M_SECTION : OCT_M_PUBLISHER);
	if (title.n == 0 && strcmp(group, "site") == 0)
		title = host_of(a, j, n);
	if (title.n > 0)
		*key = collate(a, j, title, none);
	return title;
}
