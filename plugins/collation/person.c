#include "collation.h"

#include <octavo/sugar.h>
#include <strings.h>

/* Does the word only follow a name, as "Jr." does? */
static int
is_suffix(const char *word)
{
	static const char *const suffixes[] = { "jr", "jr.", "sr", "sr.", "ii",
		"iii", "iv", "phd", "md" };

	for (size_t i = 0; i < sizeof(suffixes) / sizeof(suffixes[0]); i++)
		if (strcasecmp(word, suffixes[i]) == 0)
			return 1;
	return 0;
}

/* Where the family name begins, as far as the name alone tells: with its last
 * word. */
static size_t
family_at(oct_str name)
{
	size_t at = name.n;

	do {
		while (at > 0 && name.p[at - 1] == ' ')
			at--;
		while (at > 0 && name.p[at - 1] != ' ')
			at--;
	} while (at > 0 && is_suffix(name.p + at));
	return at;
}

const char *
collate_person(const oct_api *a, oct_job *j, const oct_node *author)
{
	oct_str name = a->get_str(author, OCT_P_TEXT), none = { "", 0 };
	oct_str file_as = a->get_str(author, OCT_P_FILE_AS);
	size_t at = family_at(name), rest = name.n - at;
	char *turned;

	if (file_as.n > 0)
		return collate(a, j, file_as, none);
	if (at == 0)
		return collate(a, j, name, none);
	if ((turned = a->scratch(j, name.n + 2)) == NULL)
		return "";
	memcpy(turned, name.p + at, rest);
	turned[rest] = ' ';
	memcpy(turned + rest + 1, name.p, at);
	return collate(a, j, (oct_str){ turned, name.n + 1 }, none);
}
