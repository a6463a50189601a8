/*
 * octavo.h -- Octavo as a library: turn scraped pages into books and records.
 *
 *	oct_engine *e = oct_engine_new();
 *	oct_engine_search(e, NULL);                  // the usual folders
 *	oct_job *j = oct_job_new(e);
 *	if (oct_job_read_file(j, "page.html") == OCT_OK)
 *		oct_job_write_file(j, "epub", "page.epub");
 *	for (size_t i = 0; oct_job_message(j, i, &m); i++)
 *		fprintf(stderr, "%s:%u: %s\n", m.input, m.line, m.text);
 *	oct_job_free(j);
 *	oct_engine_free(e);
 *
 * An engine holds the plug-ins.  It is set up by one thread and then shared
 * by any number; plug-ins are loaded when a job first needs them.  A job is
 * one conversion: set its options, read one or more inputs, write the result
 * in one or more formats.  It belongs to one thread at a time; only
 * oct_job_cancel() may be called from another.
 *
 * All strings are UTF-8 and, where they are passed in, copied.  File names
 * are bytes as the system has them.  What a job returns lives until
 * oct_job_free(), what an engine returns until oct_engine_free().
 * Nothing here reads the network, the locale or the clock, save the time
 * limit.  No function ends the process or writes to standard error.
 */
#ifndef OCTAVO_H
#define OCTAVO_H

#include <octavo/article.h>
#include <octavo/plugin.h>

#ifdef __cplusplus
extern "C" {
#endif

#define OCT_VERSION_MAJOR 0
#define OCT_VERSION_MINOR 1
#define OCT_VERSION_PATCH 0

#ifndef OCT_API
#define OCT_API __attribute__((visibility("default")))
#endif

/* The library's version, "0.1.0".  [any] */
OCT_API const char *oct_version(void);

/* A few words for a status, "out of memory".  [any] */
OCT_API const char *oct_status_text(oct_status);

/* --- the engine ----------------------------------------------------------- */

typedef struct oct_engine oct_engine;

/* A new engine with the built-in plug-ins (none in the default build); NULL
 * if there is no memory. */
OCT_API oct_engine *oct_engine_new(void);

/* Frees the engine; its jobs must have been freed before.  NULL is ignored. */
OCT_API void oct_engine_free(oct_engine *);

/* Adds the plug-ins in a folder (files *.so, with their *.plugin manifests),
 * or, for NULL, those in the folders of $OCTAVO_PLUGIN_PATH (colon-separated,
 * absolute) and then the installed ones.  A plug-in found first hides later
 * ones of the same id.  Nothing is loaded yet where a manifest says what a
 * plug-in can do.  What is refused is kept for oct_engine_refusal().  Returns
 * how many plug-ins were added, or OCT_ENOMEM. */
OCT_API int32_t oct_engine_search(oct_engine *, const char *folder);

/* Loads one plug-in file now.  OCT_EPLUGIN if it is refused. */
OCT_API oct_status oct_engine_load(oct_engine *, const char *file);

/* The n-th plug-in that was refused, counted from 0: its file or id, and the
 * reason as a sentence.  0 past the last.  [any] */
OCT_API int32_t oct_engine_refusal(
    oct_engine *, size_t n, const char **file, const char **reason);

/* What is known of a format. */
typedef struct oct_format_info {
	size_t struct_size; /* set by the caller */
	const char *name, *summary;
	uint32_t roles; /* OCT_READS | OCT_WRITES | OCT_EDITS */
	const char *const *extensions, *const *media_types; /* NULL-ended */
	const oct_option *options; /* ends with name == NULL; never NULL */
	const char *plugin_id, *plugin_version, *plugin_licence;
	const char *file; /* of the plug-in; NULL when built in */
	int32_t loaded; /* 1 once the plug-in's library is loaded */
} oct_format_info;

/* The n-th format in order of names, from 0; returns 0 past the last.  [any] */
OCT_API int32_t oct_engine_format(oct_engine *, size_t n, oct_format_info *);

/* The format of that name and role (of any role for 0); 0 if there is none.
 * For a reader the name may be an extension, as in oct_job_from(): this gives
 * the first by name that claims it. */
OCT_API int32_t oct_engine_find(
    oct_engine *, const char *name, uint32_t role, oct_format_info *);

/* The format with that role which claims a file name's extension ("book.epub");
 * 0 if there is none.  [any] */
OCT_API int32_t oct_engine_format_for(
    oct_engine *, const char *file, uint32_t role, oct_format_info *);

/* An extension (plugin.h): an interface that a plug-in gives to others. */
typedef struct oct_extension_info {
	size_t struct_size; /* set by the caller */
	const char *id;
	const char *plugin_id, *plugin_version, *plugin_licence;
	const char *file; /* of the plug-in; NULL when built in */
} oct_extension_info;

/* The n-th extension, from 0; returns 0 past the last.  [any] */
OCT_API int32_t oct_engine_extension(
    oct_engine *, size_t n, oct_extension_info *);

/* The text of the manifest (*.plugin) for a plug-in file, to be freed with
 * free(); NULL with a refusal recorded. */
OCT_API char *oct_engine_describe(oct_engine *, const char *file);

/* --- a job ---------------------------------------------------------------- */

/* A new job; NULL if there is no memory.  The engine is frozen from now on:
 * no oct_engine_search() or _load() after the first job. */
OCT_API oct_job *oct_job_new(oct_engine *);
OCT_API void oct_job_free(oct_job *);

/* Loads the code of all plug-ins, and what they would load later of their own
 * (converters of character sets): after this a process may give up the right
 * to open files, and jobs with oct_job_files() go on as before.  A plug-in that
 * is refused is so as if a conversion had needed it.  [any] */
OCT_API void oct_engine_preload(oct_engine *);

/* Limits, by name; set before reading.  0 takes a limit away. */
enum {
	OCT_LIMIT_MEMORY = 1, /* bytes of the job's arena; 1 GiB */
	OCT_LIMIT_INPUT = 2, /* bytes of one input; 256 MiB */
	OCT_LIMIT_OUTPUT = 3, /* bytes of one output; 4 GiB */
	OCT_LIMIT_RESOURCE = 4, /* bytes of one image; 64 MiB */
	OCT_LIMIT_TIME = 5, /* milliseconds from the job's first use; none */
	OCT_LIMIT_DEPTH = 6 /* levels of blocks and inlines below the body,
		 which what lies deeper gives up; 100, and never more */
};
OCT_API void oct_job_limit(oct_job *, uint32_t limit, uint64_t value);

/* Sets an option (without dashes, "columns") for every format that declares
 * it; an option given again replaces the value, or adds one where the
 * declaration says OCT_OPT_MANY.  OCT_EOPTION, with a message that names the
 * range or the nearest name, if no format takes it or the value is wrong. */
OCT_API oct_status oct_job_set(oct_job *, const char *name, const char *value);

/* Adds metadata of the user's for all inputs read from now on (or for the book
 * as a whole when there are several): key "title", "author" ...; it wins over
 * what the inputs say.  OCT_EOPTION for an unknown key. */
OCT_API oct_status oct_job_metadata(
    oct_job *, const char *key, const char *value);

/* About the inputs read from now on; NULL takes a setting back. */
OCT_API void oct_job_base_url(oct_job *, const char *url);
OCT_API void oct_job_capture_date(oct_job *, const char *iso8601);
OCT_API void oct_job_charset(oct_job *, const char *label);
OCT_API void oct_job_media_type(oct_job *, const char *type);
/* A further folder in which resources are looked up. */
OCT_API oct_status oct_job_resource_path(oct_job *, const char *folder);

/* Files by way of the embedder, for a process that may open none itself.  Both
 * functions run in the thread that uses the job, while it does. */
enum {
	OCT_FILE_INPUT = 1, /* what oct_job_read_file() was given */
	OCT_FILE_RESOURCE = 2, /* an image, below a folder */
	OCT_FILE_OPTION = 3 /* what an option names, or below what it names */
};
typedef struct oct_files {
	size_t struct_size; /* set by the caller */
	void *data; /* passed back */
	/* An open descriptor, which the job reads from where it stands and
	 * closes; or a negative errno value.  `folder` NULL: the path as it
	 * was given, and for an option perhaps a folder.  Else `path`, which
	 * comes from the input, must not lead out of the folder (-EXDEV), as
	 * openat2(2) with RESOLVE_BENEATH makes sure, and be a regular file
	 * (-EINVAL). */
	int32_t (*open)(
	    void *data, uint32_t purpose, const char *folder, const char *path);
	/* Saves an image of oct_job_extract_media(): 0, or a negative errno
	 * value.  The folder need not be there. */
	int32_t (*save)(
	    void *data, const char *file, const void *bytes, size_t len);
} oct_files;
/* From now on the job opens and saves by these alone; oct_job_write_file() is
 * not to be used then.  Set before options.  The struct is copied. */
OCT_API void oct_job_files(oct_job *, const oct_files *);

/* Names the reader of the inputs read from now on; NULL (the start): content,
 * name and media type decide.  A name that no reader has but some claim as an
 * extension ("markdown": commonmark and gfm do) leaves it to the content which
 * of these it is.  OCT_EUNSUPPORTED if there is no such reader. */
OCT_API oct_status oct_job_from(oct_job *, const char *format);
/* Adds an edit plug-in to the steps between reading and writing. */
OCT_API oct_status oct_job_edit(oct_job *, const char *format);

/* Says whether anyone will look at a part of the articles that are read from
 * now on.  All are wanted at first.  Without OCT_DROPPED, the one part that can
 * be left out, pages are read a good deal faster. */
OCT_API void oct_job_want(oct_job *, uint32_t part, int32_t wanted);

/* Reads an input and adds its articles to the job.  A failure of one input
 * leaves the articles read before as they were; the job can read others and
 * be written.  `name` is for messages, for the choice of the reader and, as a
 * path, for the folder in which resources are looked up. */
OCT_API oct_status oct_job_read_file(oct_job *, const char *file);
OCT_API oct_status oct_job_read_memory(
    oct_job *, const char *name, const void *data, size_t len);

/* Writes the job in a format.  Into memory: *data is the job's until the next
 * write.  To a file: into a temporary file in the same folder, synced and
 * renamed, so that an old file stays whole until the new one is. */
OCT_API oct_status oct_job_write_memory(
    oct_job *, const char *format, const uint8_t **data, size_t *len);
OCT_API oct_status oct_job_write_file(
    oct_job *, const char *format, const char *file);

/* Saves what was written into memory last, as oct_job_write_file() would. */
OCT_API oct_status oct_job_save(oct_job *, const char *file);

/* Checks a document of a format, such as what was just written, and reports
 * what is wrong with it.  OCT_OK: nothing that its specification forbids, or
 * the format has nothing to check (text); OCT_EINVALID: messages say where and
 * by which rule; OCT_EUNSUPPORTED: no such format.  `name` is for messages.
 * The articles of the job are not touched, and need not be there. */
OCT_API oct_status oct_job_validate(oct_job *, const char *format,
    const char *name, const void *data, size_t len);

/* Saves the images of what was read in a folder, which is made if need be; each
 * is named by the start of its SHA-256, so that equal ones are one file.
 * Outputs written from now on refer to them as `url`/NAME, or as folder/NAME
 * for NULL.  Images that are not at hand are reported and left out. */
OCT_API oct_status oct_job_extract_media(
    oct_job *, const char *folder, const char *url);

/* --- articles of several pages ---------------------------------------------
 */

/* What a page goes by and what it says of others, as numbers to compare: hashes
 * of addresses and file names, 0 for none. */
typedef struct oct_page {
	uint64_t self[6]; /* what it goes by, the surest first */
	uint64_t next[4]; /* what the page goes by on which it goes on */
	uint64_t single[4]; /* ... and the one that has all of it */
	uint64_t stem[2]; /* of next: without the number of the page */
	uint64_t title;
	uint32_t by_rule; /* 1: a rule for the site says what is next */
	uint32_t looked; /* 0: only names are known, and may be wrong; 1: all;
		2: the caller's, "to be looked at" */
} oct_page;

/* Says which page a file is, for oct_pages_join(): reads no more of it than
 * that needs.  With `quick` hardly anything is done where the page names no
 * other.  The job gets no article. */
OCT_API oct_status oct_job_scan_file(
    oct_job *, const char *file, int32_t quick, oct_page *);

/* Where each of n pages belongs: into[i] is the page after which it comes in
 * one article, or that has all of it; i itself where it begins one.  A link
 * makes pages one article if a rule says so, if both have one title, or if the
 * next one's address is that of the first with a number.  named[i] is the page
 * that i names as next, joined or not; n where that is not among them.
 * OCT_ENOMEM: all stay apart. */
OCT_API oct_status oct_pages_join(
    const oct_page *, size_t n, size_t *into, size_t *named);

/* Joins the articles read so far that are pages of one, and reports each as
 * part of another; what is missing is reported, too.  Returns how many were
 * put into others, or a status. */
OCT_API int32_t oct_job_join(oct_job *);

/* --- a book of articles -----------------------------------------------------
 *
 * What the caller says of what was read.  Articles are the children of
 * oct_job_book() of kind OCT_ARTICLE, in their order; the edit plug-in
 * "arrange" sorts and groups them.
 */

/* Adds metadata of the user's to an article, or for the book itself to the
 * book; it wins over what the inputs say.  The FIELD, for oct_job_set_str();
 * NULL for an unknown key, which is reported, and for an empty value. */
OCT_API oct_node *oct_job_add_field(
    oct_job *, oct_node *owner, const char *key, const char *value);

/* Sets a string property of a FIELD (OCT_P_ROLE, OCT_P_FILE_AS, OCT_P_HREF,
 * OCT_P_POSITION ...), or OCT_P_PART of an ARTICLE.  OCT_EBUG for others. */
OCT_API oct_status oct_job_set_str(
    oct_job *, oct_node *, uint32_t prop, const char *value);

/* Leaves out of an article the sections with that heading, whatever its case in
 * ASCII: they become dropped blocks, for OCT_REASON_SELECTOR.  How many there
 * were, or a status. */
OCT_API int32_t oct_job_drop_sections(
    oct_job *, oct_node *article, const char *heading);

/* Stops the job soon, from any thread or signal handler: OCT_ECANCELLED. */
OCT_API void oct_job_cancel(oct_job *);

/* The job's book, for walking with oct_job_api(). */
OCT_API oct_node *oct_job_book(oct_job *);
OCT_API const oct_api *oct_job_api(void);

/* The n-th message in the order they came, from 0; returns 0 past the last.
 * Past ten thousand messages of a job only errors are kept. */
OCT_API int32_t oct_job_message(const oct_job *, size_t n, oct_message *);

/* The worst severity so far, or -1. */
OCT_API int32_t oct_job_worst(const oct_job *);

/* Bytes of the job's arena in use, and the most there were. */
OCT_API uint64_t oct_job_memory(const oct_job *);

/* The reader that read the last input; NULL before. */
OCT_API const char *oct_job_reader(const oct_job *);

#ifdef __cplusplus
}
#endif

#endif /* OCTAVO_H */
