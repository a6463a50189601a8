/*
 * reader.c -- fuzzes a reader, READER, with every writer behind it.  The first
 * byte chooses options, the rest is the input.  What was read must be writable
 * in every format, and the XML must read back as the same bytes.
 */
#include <octavo/octavo.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static const char *const writers[] = { "text", "tree", "epub", "xml",
	"explain" };

/* Not in a folder that exists, so that no input names a picture at hand. */
static const char input_name[] = "no/such/folder/input";

static void
expect(oct_job *job, bool holds, const char *what)
{
	oct_message m = { .struct_size = sizeof(m) };

	if (holds)
		return;
	fprintf(stderr, "failed: %s\n", what);
	for (size_t i = 0; oct_job_message(job, i, &m); i++)
		fprintf(stderr, "%u: %s\n", m.line, m.text);
	abort();
}

static oct_engine *
the_engine(void)
{
	static oct_engine *engine;
	oct_format_info f = { .struct_size = sizeof(f) };

	if (engine != NULL)
		return engine;
	engine = oct_engine_new();
	if (engine == NULL)
		abort();
	if (!oct_engine_find(engine, "html", OCT_READS, &f) &&
	    oct_engine_search(engine, NULL) < 1) {
		fprintf(stderr, "no plug-ins: set OCTAVO_PLUGIN_PATH\n");
		abort();
	}
	return engine;
}

static oct_job *
new_job(const char *reader)
{
	oct_job *job = oct_job_new(the_engine());

	if (job == NULL || oct_job_from(job, reader) != OCT_OK)
		abort();
	oct_job_limit(job, OCT_LIMIT_MEMORY, 256u << 20);
	oct_job_limit(job, OCT_LIMIT_OUTPUT, 256u << 20);
	return job;
}

static void
set_options(oct_job *job, unsigned bits)
{
	static const char *const extract[] = { "auto", "none", "precision",
		"recall" };
	static const char *const links[] = { "none", "inline", "reference",
		"inline" };
	static const char *const images[] = { "embed", "link", "drop",
		"embed" };

	oct_job_set(job, "extract", extract[bits & 3]);
	oct_job_set(job, "links", links[bits >> 2 & 3]);
	oct_job_set(job, "images", images[bits >> 4 & 3]);
	oct_job_set(job, "comments", bits & 64 ? "keep" : "drop");
	if (bits & 128) {
		oct_job_set(job, "columns", "30");
		oct_job_set(job, "epub-title-page", "yes");
		oct_job_base_url(job, "http://site.example/a/b.html?c#d");
	}
}

/* A failure there may be only for want of memory or room. */
static bool
allowed(oct_status s)
{
	return s == OCT_OK || s == OCT_ELIMIT;
}

static void
read_back(const uint8_t *xml, size_t len)
{
	oct_job *job = new_job("xml");
	const uint8_t *again;
	size_t n;

	expect(job, oct_job_read_memory(job, input_name, xml, len) == OCT_OK,
	    "our XML reads back");
	expect(job, oct_job_write_memory(job, "xml", &again, &n) == OCT_OK,
	    "and is written again");
	expect(
	    job, n == len && memcmp(again, xml, n) == 0, "as the same bytes");
	oct_job_free(job);
}

static void
write_all(oct_job *job)
{
	const uint8_t *out;
	oct_status status;
	size_t i, n;

	for (i = 0; i < sizeof(writers) / sizeof(*writers); i++) {
		status = oct_job_write_memory(job, writers[i], &out, &n);
		expect(job, allowed(status), writers[i]);
		if (status == OCT_OK && strcmp(writers[i], "xml") == 0)
			read_back(out, n);
	}
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	oct_status status;
	oct_job *job;
	void *input;

	if (size < 1)
		return 0;
	job = new_job(READER);
	set_options(job, data[0]);

	/* A block of its very size, so that reading beyond it shows. */
	input = malloc(size > 1 ? size - 1 : 1);
	if (input == NULL)
		abort();
	memcpy(input, data + 1, size - 1);
	status = oct_job_read_memory(job, input_name, input, size - 1);
	free(input);
	if (status == OCT_OK)
		write_all(job);
	else
		expect(job,
		    status == OCT_EFORMAT || status == OCT_ELIMIT ||
			status == OCT_ENOARTICLE,
		    "a refusal that says why");
	oct_job_free(job);
	return 0;
}
