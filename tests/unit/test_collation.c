/* Titles in the order of a catalogue: each list is in order already. */
#include "collation/collation.h"
#include "test.h"

#include <octavo/octavo.h>

static const oct_api *api;
static oct_job *job;

static const char *
key(const char *text, const char *lang)
{
	return collate(api, job, (oct_str){ text, strlen(text) },
	    (oct_str){ lang, strlen(lang) });
}

static void
check_order(const char *const *titles, const char *lang)
{
	for (; titles[1] != NULL; titles++)
		if (!test_note(
			strcmp(key(titles[0], lang), key(titles[1], lang)) < 0,
			__FILE__, __LINE__, "in order"))
			printf("\t\"%s\" is not before \"%s\"\n", titles[0],
			    titles[1]);
}

/* Up to the first byte 1. */
static int
same_letters(const char *a, const char *b, const char *lang)
{
	const char *x = key(a, lang), *y = key(b, lang);
	size_t n = strcspn(x, "\1");

	return n == strcspn(y, "\1") && memcmp(x, y, n) == 0;
}

static const char *
person(const char *name, const char *file_as)
{
	oct_node *f = oct_job_add_field(job, oct_job_book(job), "author", name);

	if (file_as != NULL)
		oct_job_set_str(job, f, OCT_P_FILE_AS, file_as);
	return collate_person(api, job, f);
}

static void
check_people(void)
{
	CHECK(strncmp(person("Virginia Woolf", NULL), "woolf virginia\1", 15) ==
	    0);
	CHECK(strncmp(person("Martin Luther King Jr.", NULL), "king jr martin",
		  14) == 0);
	CHECK(strncmp(person("Ludwig van Beethoven", "Beethoven, Ludwig van"),
		  "beethoven ludwig van\1", 21) == 0);
	CHECK(strncmp(person("Plato", NULL), "plato\1", 6) == 0);
	CHECK(person("Jr.", NULL)[0] != '\0');
}

int
main(void)
{
	static const char *const english[] = { "“9 to 5”", "10 Downing Street",
		"10 zebras", "An Apple", "apples", "A bee", "Cafe", "Café",
		"The Cafés", "Chapter 2", "Chapter 10", "A Élan", "Zebra",
		"Ωmega", "Жизнь", "אבג", "ابت", "あさ", "カモメ", "港の時計",
		NULL };
	static const char *const french[] = { "L'Avenir", "Les Bateaux",
		"l’Été", "La Zone", NULL };
	static const char *const german[] = { "Über allem", "Die Wahl", NULL };
	static const char *const plain[] = { "Resume", "resume", "résumé",
		"resume 2", NULL };
	char longest[5000];
	oct_engine *e = oct_engine_new();

	job = oct_job_new(e);
	api = oct_job_api();
	check_order(english, "en-GB");
	check_order(french, "fr");
	check_order(german, "de");
	check_order(plain, "");
	CHECK(same_letters("Łódź", "LODZ", ""));
	CHECK(same_letters("Œuvre", "oeuvre", ""));
	CHECK(same_letters("Straße", "STRASSE", ""));
	CHECK(same_letters("7", "007", ""));
	CHECK(same_letters("٧", "7", "ar"));
	CHECK(!same_letters("The End", "End", "fr"));
	CHECK(same_letters("The End", "End", "en"));
	CHECK(!same_letters("The", "", "en"));
	CHECK(same_letters("", "…", ""));
	memset(longest, '1', sizeof(longest) - 1);
	longest[sizeof(longest) - 1] = '\0';
	CHECK(strlen(key(longest, "")) > 0);
	memcpy(longest + 999, "é", 2);
	CHECK(strlen(key(longest, "")) > 0);
	check_people();
	oct_job_free(job);
	oct_engine_free(e);
	return test_done();
}
