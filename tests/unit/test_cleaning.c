/* The cleaner's leaves: phrases, languages. */
#include "clean.h"
#include "metadata.h"
#include "test.h"

static uint32_t
says(const char *line)
{
	return clean_says(line, strlen(line));
}

static void
test_phrases(void)
{
	CHECK(says("Comments") & SAYS_END);
	CHECK(says("12 comments") & SAYS_END);
	CHECK(says("*Leave a Reply* »") & SAYS_END);
	CHECK(says("Commentary on the Psalms") == 0);
	CHECK(says("Sharecroppers of the delta") == 0);
	CHECK(says("Share") & SAYS_END);
	CHECK(says("\xc2\xa9 2019 The Echo") & SAYS_COPYRIGHT);
	CHECK(says("Skip to content") & SAYS_FURNITURE);
	CHECK(says("This site uses cookies.") & SAYS_CONSENT);
	CHECK(says("She bakes cookies for the fair.") == 0);
	CHECK(says("STORY HIGHLIGHTS") & SAYS_HIGHLIGHTS);
	CHECK(says("") == 0);
}

static const char *
language(const char *text)
{
	const char *tag = language_guess(text, strlen(text));

	return tag != NULL ? tag : "none";
}

static void
test_languages(void)
{
	CHECK_STR(language("আজ শনিবার সকাল সাড়ে সাতটার দিকে গ্রামে এ ঘটনা ঘটে।"),
	    "bn");
	CHECK_STR(language("The hedge on the lane is older than the lane, "
			   "and for three weeks it was in the way."),
	    "en");
	CHECK_STR(language("Die Hecke ist nicht so alt wie der Weg, und "
			   "das ist auf dem Plan von der Gemeinde zu sehen."),
	    "de");
	CHECK_STR(language("La haie est dans les champs et la mairie du "
			   "village ne sait pas pour qui elle est une "
			   "g\xc3\xaane."),
	    "fr");
	CHECK_STR(language("\xe7\x94\x9f\xe3\x81\x91\xe5\x9e\xa3\xe3\x81\xaf"
			   "\xe9\x81\x93\xe3\x82\x88\xe3\x82\x8a\xe5\x8f\xa4"
			   "\xe3\x81\x84\xe3\x80\x82\xe3\x81\xa0\xe3\x82\x8c"
			   "\xe3\x81\xae\xe3\x82\x82\xe3\x81\xae\xe3\x81\x8b"
			   "\xe5\x88\x86\xe3\x81\x8b\xe3\x82\x89\xe3\x81\xaa"
			   "\xe3\x81\x84\xe3\x80\x82"),
	    "ja");
	CHECK_STR(language("Lorem ipsum dolor sit amet"), "none");
	CHECK_STR(language(""), "none");
}

int
main(void)
{
	test_phrases();
	test_languages();
	return test_done();
}
