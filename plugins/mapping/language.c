/* language.c: language tags (BCP 47). */
#include <ctype.h>

#include "map.h"

bool
map_lang_same(struct dom_str a, struct dom_str b)
{
	size_t n = a.n < b.n ? a.n : b.n;

	if (a.p == b.p && a.n == b.n)
		return true;
	for (size_t i = 0; i < n; i++)
		if (tolower((unsigned char)a.p[i]) !=
		    tolower((unsigned char)b.p[i]))
			return false;
	if (n == 0 || a.n == b.n)
		return a.n == b.n;
	return (a.n > n ? a.p[n] : b.p[n]) == '-';
}

/* The case of one subtag, RFC 5646, 2.1.1: en-Latn-GB. */
static void
set_case(char *tag, size_t n, bool first)
{
	for (size_t i = 0; i < n; i++) {
		int c = (unsigned char)tag[i];
		bool upper = !first && (n == 2 || (n == 4 && i == 0));

		tag[i] = (char)(upper ? toupper(c) : tolower(c));
	}
}

void
map_lang_set(struct map *m, oct_node *node, struct dom_str lang)
{
	char tag[36] = "";
	size_t start = 0, i;

	if (lang.n < 2 || lang.n >= sizeof(tag) ||
	    !isalpha((unsigned char)lang.p[0]))
		return;
	for (i = 0; i < lang.n; i++) {
		tag[i] = lang.p[i];
		if (tag[i] == '_')
			tag[i] = '-';
		if (tag[i] != '-' && !isalnum((unsigned char)tag[i]))
			return;
	}
	for (i = 0; i <= lang.n; i++)
		if (i == lang.n || tag[i] == '-') {
			set_case(tag + start, i - start, start == 0);
			start = i + 1;
		}
	m->api->set_str(m->job, node, OCT_P_LANG, tag, lang.n);
}
