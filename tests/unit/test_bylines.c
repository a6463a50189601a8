/* Bylines as pages write them. */
#include "metadata.h"
#include "test.h"

/* "Name [affiliation]; Name" */
static void
show(const struct byline *b, char *out, size_t cap)
{
	size_t n = 0;

	out[0] = '\0';
	for (size_t i = 0; i < b->count && n < cap; i++)
		n += (size_t)snprintf(out + n, cap - n, "%s%s%s%s%s",
		    i > 0 ? "; " : "", b->people[i].name,
		    b->people[i].affiliation[0] != '\0' ? " [" : "",
		    b->people[i].affiliation,
		    b->people[i].affiliation[0] != '\0' ? "]" : "");
}

typedef size_t reader(const char *, size_t, struct byline *);

static void
check(int line, const char *text, reader *read, const char *want)
{
	struct byline b;
	char out[2048];

	read(text, strlen(text), &b);
	show(&b, out, sizeof(out));
	test_mem(__FILE__, line, text, out, strlen(out), want);
}

#define BYLINE(text, want) check(__LINE__, text, byline_parse, want)
#define LABELLED(text, want) check(__LINE__, text, byline_labelled, want)
#define SIGNED(text, want) check(__LINE__, text, byline_signed, want)

static void
test_names(void)
{
	BYLINE("James Griffiths", "James Griffiths");
	BYLINE("By James Griffiths, CNN", "James Griffiths [CNN]");
	BYLINE("By  JAMES\n O'NEILL", "James O'Neill");
	BYLINE("Written by: Ann Lee", "Ann Lee");
	BYLINE("By Ann Lee and Bo Ek", "Ann Lee; Bo Ek");
	BYLINE("Ann Lee, Bo Ek, and Cy Orr", "Ann Lee; Bo Ek; Cy Orr");
	BYLINE("Ann Lee, Bo Ek & Cy Orr, BBC News",
	    "Ann Lee [BBC News]; Bo Ek [BBC News]; Cy Orr [BBC News]");
	BYLINE("Von Anna Berg und Jan Ott", "Anna Berg; Jan Ott");
	BYLINE("Von Miller", "Von Miller");
	BYLINE("Von Redaktion", "Redaktion");
	BYLINE("Luke KimDecember 17", "Luke Kim");
	BYLINE("Ann LeeReviewed by Bo Ek", "Ann Lee");
	BYLINE("Ann McMarch", "Ann McMarch");
	BYLINE("Uta Berg, Projektleiterin der HSS", "Uta Berg");
	BYLINE("Head of Marketing", "");
	BYLINE("Fact Checked", "");
	BYLINE("Last Modified", "");
	BYLINE("Par Léa Roux et Max Faye", "Léa Roux; Max Faye");
	BYLINE("Por Ana Gil y Luis Paz", "Ana Gil; Luis Paz");
	BYLINE("Reported by Ann Lee in Paris", "Ann Lee");
	BYLINE("Ann Lee (Reuters)", "Ann Lee [Reuters]");
	BYLINE("Ann Lee | Associated Press", "Ann Lee [Associated Press]");
	BYLINE("Ann Lee, Staff Writer", "Ann Lee");
	BYLINE("Ann Lee, MS, RD", "Ann Lee");
	BYLINE("Ann Lee, Ann Lee", "Ann Lee");
	BYLINE("Ann (Annie) Lee", "Ann (Annie) Lee");
	BYLINE("Ann Lee, Dietitian", "Ann Lee");
	BYLINE("Online-Redakteurin Anna Berg", "Anna Berg");
	BYLINE("Chief Engineer", "Chief Engineer");
	BYLINE("A column by Ann Lee", "Ann Lee");
	BYLINE("Eine Kolumne von Jan Ott", "Jan Ott");
	BYLINE("Otto von Bern", "Otto von Bern");
	BYLINE("Ann Lee | and | Bo Ek", "Ann Lee; Bo Ek");
	BYLINE("Date: June 24, 2016 | Author: Ann Lee", "Ann Lee");
	BYLINE("By Ann Lee June 24, 2016", "Ann Lee");
	BYLINE("By Ann Lee | Updated June 24, 2016 at 3 pm", "Ann Lee");
	BYLINE("Kaufman, Jeff T.", "Jeff T. Kaufman");
	BYLINE("ggailey777", "ggailey777");
	BYLINE("Dec. 19, 2025 · Ann Lee on behalf of all", "Ann Lee");
	BYLINE("Ann Lee Senior Autos Reporter", "Ann Lee");
	BYLINE("By | Ann Lee | Head of Ideas", "Ann Lee");
	BYLINE("山田太郎", "山田太郎");
	BYLINE("Иван Петров и Анна Орлова", "Иван Петров; Анна Орлова");
	BYLINE(
	    "Farm Bureau Financial Services", "Farm Bureau Financial Services");
}

static void
test_refusals(void)
{
	BYLINE("", "");
	BYLINE("By", "");
	BYLINE("Staff", "Staff");
	BYLINE("Redaktion", "Redaktion");
	BYLINE("von Redaktion, ", "Redaktion");
	BYLINE("By", "");
	BYLINE("on", "");
	BYLINE("Sat", "");
	BYLINE("No author", "");
	BYLINE("admin", "");
	BYLINE("https://www.facebook.com/somebody", "");
	BYLINE("Home » Consulting » Cybersecurity", "");
	BYLINE("ann@example.org", "");
	BYLINE("June 24, 2016", "");
	BYLINE("2016-06-24", "");
	BYLINE("Read more articles", "");
	BYLINE("5 minutes ago", "");
	BYLINE("This is what happens when a whole sentence stands here", "");
}

static void
test_labelled(void)
{
	LABELLED("Written Communication", "");
	LABELLED("Text Links", "");
	LABELLED("Text: Ann Lee", "Ann Lee");
	LABELLED("Written by Ann Lee", "Ann Lee");
	LABELLED("By Ann Lee, CNN", "Ann Lee [CNN]");
	LABELLED("Von Anna Berg", "Anna Berg");
	LABELLED("Ann Lee", "");
	LABELLED("By the time it was over", "");
	LABELLED("By Monday", "");
	LABELLED("By and large", "");
	LABELLED("Text: Eva Marie Lang", "Eva Marie Lang");
	LABELLED("by ibby", "ibby");
	LABELLED("byAnn Lee", "Ann Lee");
	LABELLED("Article by Ann Lee", "Ann Lee");
	LABELLED("Review of the year", "");
	LABELLED("Author | Ann Lee", "Ann Lee");
	LABELLED("Story | Ann Lee", "");
	LABELLED("Contributors: Ann Lee", "Ann Lee");
	LABELLED("This post was written by Ann Lee", "Ann Lee");
	LABELLED("Posted by David at December 16, 2025 11:15 AM", "David");
	BYLINE("Contributors to Island maps", "Contributors to Island maps");
	LABELLED("By the Island Net Team", "");
	/* scripts without spaces, and those that have them */
	BYLINE("作者：王小明", "王小明");
	LABELLED("作者：王小明", "王小明");
	LABELLED("作者：王小明、李大華 | 2025-01-02", "王小明; 李大華");
	LABELLED("文／王小明", "王小明");
	LABELLED("撰文：John Smith", "John Smith");
	LABELLED("記者王小明／台北報導", "王小明");
	LABELLED("记者 王小明 报道", "王小明");
	LABELLED("記者會將於明日舉行", "");
	BYLINE("记者王敬照", "王敬照");
	LABELLED("作者： 记者王敬照", "王敬照");
	LABELLED("記者協會", "");
	LABELLED("記者招待會", "");
	LABELLED("記者：王小明", "王小明");
	CHECK(byline_is_label("Written by:", 11) && byline_is_label("BY", 2));
	CHECK(!byline_is_label("By Ann", 6) && !byline_is_label("", 0));
	CHECK(!byline_is_label("Author's note", 13));
	LABELLED("執筆者：山田 太郎", "山田 太郎");
	LABELLED("文章列表", "");
	LABELLED("글: 김철수", "김철수");
	LABELLED("بقلم أحمد علي", "أحمد علي");
	LABELLED("الكاتب: أحمد علي، سارة حسن", "أحمد علي; سارة حسن");
	LABELLED("كتب جديدة", "");
	LABELLED("מאת דנה כהן", "דנה כהן");
	LABELLED("लेखक: राम शर्मा", "राम शर्मा");
	SIGNED("By the Island Net Team", "");
	SIGNED("By The Island Net Team", "The Island Net Team");
	SIGNED("By 3i Nets | 6 mins", "3i Nets");
	SIGNED("The Island Net Team", "");
	SIGNED("By the time it was over", "");
	SIGNED("By Monday", "");
}

int
main(void)
{
	test_names();
	test_refusals();
	test_labelled();
	return test_done();
}
