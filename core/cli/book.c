/* book.c: what a description says is told to the job. */
#include "book.h"

#include "message.h"

static oct_status
tell(oct_job *job, oct_node *owner, const struct facts *facts)
{
	oct_status status = OCT_OK;

	for (size_t i = 0; i < facts->n && status == OCT_OK; i++) {
		const struct fact *f = &facts->list[i];
		const struct {
			uint32_t prop;
			const char *value;
		} more[] = { { OCT_P_ROLE, f->role },
			{ OCT_P_FILE_AS, f->file_as },
			{ OCT_P_POSITION, f->position },
			{ OCT_P_HREF, f->href } };
		oct_node *field =
		    oct_job_add_field(job, owner, f->key, f->value);

		for (size_t k = 0; k < 4 && field != NULL; k++)
			if (more[k].value != NULL && status == OCT_OK)
				status = oct_job_set_str(
				    job, field, more[k].prop, more[k].value);
	}
	return status;
}

oct_status
book_tell(oct_job *job, const struct args *a)
{
	return a->book != NULL ? tell(job, oct_job_book(job), &a->book->facts)
			       : OCT_OK;
}

static oct_status
tell_article(
    oct_job *job, const struct entry *e, const char *input, oct_node *article)
{
	oct_status status = tell(job, article, &e->facts);

	if (status == OCT_OK && e->part != NULL)
		status = oct_job_set_str(job, article, OCT_P_PART, e->part);
	for (size_t i = 0; i < e->n_left_out && status == OCT_OK; i++) {
		int32_t n = oct_job_drop_sections(job, article, e->left_out[i]);

		if (n < 0)
			status = n;
		if (n == 0)
			complain("%s: there is no section \"%s\" to leave out",
			    input, e->left_out[i]);
	}
	return status;
}

oct_status
book_tell_input(
    oct_job *job, const struct args *args, size_t n, const oct_node *last)
{
	const struct book *b = args->book;
	const char *input = args->inputs[n];
	const oct_api *a = oct_job_api();
	oct_node *article =
	    last != NULL ? a->next(last) : a->first(oct_job_book(job));
	oct_status status = OCT_OK;

	if (b == NULL || n < b->first || n - b->first >= b->n)
		return OCT_OK; /* given beside the description */
	for (; article != NULL && status == OCT_OK; article = a->next(article))
		if (a->kind(article) == OCT_ARTICLE)
			status = tell_article(
			    job, b->entries[n - b->first], input, article);
	return status;
}
