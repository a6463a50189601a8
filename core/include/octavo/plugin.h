/*
 * octavo/plugin.h -- the whole contract between Octavo and a plug-in.
 *
 * A plug-in is a shared object with one exported function, which returns a
 * constant description of the formats that it reads, writes or edits.  The
 * host hands it a table of functions; a plug-in links against nothing of
 * Octavo.  octavo-plugin(3) has a complete example.
 *
 * Growth.  Within one OCT_ABI_MAJOR structs grow at the tail only, struct_size
 * says how much of one its author knew, lists of structs that may grow are
 * lists of pointers, numbers are never reused.  The host copies a plug-in's
 * structs into zeroed ones of its own, so a slot that the author never heard
 * of reads as NULL.  A plug-in that uses a slot newer than ABI minor 0 tests
 * api->struct_size first (OCT_HAS).
 *
 * Threads.  [any]: from any number of threads at once.  [inst]: one thread at
 * a time for each instance, many instances in parallel.  [once]: alone, before
 * or after all else.  A job and its nodes belong to the thread that runs it.
 * No plug-in needs mutable globals, so none should have any.
 *
 * Memory.  Each side frees only what it allocated.  Pointers passed in are
 * borrowed until you return; pointers out of a job live as long as the job.
 * Strings are UTF-8; those of the model are NUL-terminated as well.
 *
 * Errors stick.  A function that fails leaves its reason in the job and does
 * nothing; functions given NULL nodes do nothing and return NULL; from the
 * first failure on all of them do nothing.  So conversion code is written
 * straight down and ends with "return api->status(job);".
 */
#ifndef OCT_PLUGIN_H
#define OCT_PLUGIN_H

#include <stddef.h>
#include <stdint.h>

#ifdef __cplusplus
extern "C" {
#endif

#define OCT_ABI_MAJOR 1u /* the host refuses any other */
#define OCT_ABI_MINOR 1u /* for messages only: struct_size decides */

/* What stopped a job.  Details go to report(). */
typedef int32_t oct_status;
enum {
	OCT_OK = 0,
	OCT_ENOMEM = -1, /* the allocator failed */
	OCT_EFORMAT = -2, /* the input is not what the reader reads */
	OCT_EUNSUPPORTED = -3, /* no such reader, writer or feature */
	OCT_ELIMIT = -4, /* a limit on memory, size, depth or time */
	OCT_EIO = -5, /* could not read the input, write the output */
	OCT_ECANCELLED = -6, /* oct_job_cancel() */
	OCT_EOPTION = -7, /* an option's value is wrong */
	OCT_EBUG = -8, /* a plug-in or the caller broke this contract */
	OCT_ENOARTICLE = -9, /* a page without an article */
	OCT_EPLUGIN = -10, /* a plug-in could not be loaded */
	OCT_EINVALID = -11 /* the output failed its validation */
};

/* Severities of a report, worst last. */
enum {
	OCT_INFO = 0, /* worth knowing, nothing is wrong */
	OCT_WARNING = 1, /* odd input, mended; nothing was lost */
	OCT_LOSS = 2, /* something of the input is not in the output */
	OCT_ERROR = 3 /* this input gives no output */
};

typedef struct oct_str {
	const char *p; /* never NULL; NUL-terminated */
	size_t n; /* bytes, without the NUL */
} oct_str;

typedef struct oct_job oct_job; /* one conversion */
typedef struct oct_node oct_node; /* one node, owned by its job */
typedef struct oct_options oct_options; /* checked against your schema */

/* The document to read; all of it is the host's. */
typedef struct oct_input {
	size_t struct_size;
	const uint8_t *data; /* the whole document, within the host's limits;
		followed by at least eight zero bytes that do not count */
	size_t len;
	oct_str name; /* as the user named it, for messages */
	oct_str url; /* base URL; "" when unknown */
	oct_str media_type; /* "" when unknown */
	oct_str charset; /* as the user said (--input-encoding), or "" */
	int32_t quick; /* since minor 1; of scan(): 1 where of a page that
		names no other its address will do, and a guess at that */
} oct_input;

/* An image or other file that an article refers to. */
typedef struct oct_resource {
	size_t struct_size; /* set by the caller */
	oct_str url; /* as the article says it, made absolute */
	oct_str media_type; /* from the bytes, once they are loaded; or "" */
	const uint8_t *data; /* NULL when not loaded, or when it can't be */
	size_t len;
	uint8_t sha256[32]; /* of data */
	uint32_t width, height; /* pixels, from the bytes; 0 when unknown */
} oct_resource;

/* An entry of the table of contents; see outline().  Frozen. */
typedef struct oct_entry {
	uint32_t level; /* 1 for the sections of BODY, 2 for theirs ... */
	uint32_t reserved;
	oct_str id; /* of the section: what to link to */
	oct_str title; /* the heading as plain text */
	const oct_node *section;
} oct_entry;

/* One message. */
typedef struct oct_message {
	size_t struct_size; /* set by the caller */
	int32_t severity;
	const char *code, *text;
	const char *input; /* as named; "" when it is about none */
	uint32_t line, column;
} oct_message;

/* The host's functions.  Those marked R are for readers and editors only. */
typedef struct oct_api {
	size_t struct_size;

	/* --- the tree ----------------------------------------------------- */

	/* The root, of kind OCT_BOOK. */
	oct_node *(*book)(oct_job *);

	/* R: a further ARTICLE, with its parts META, BODY, NOTES, DROPPED. */
	oct_node *(*add_article)(oct_job *);

	/* The part of that kind of an ARTICLE (or META of the BOOK); NULL if
	 * the node is not one that has such a part. */
	oct_node *(*part)(const oct_node *article, uint32_t kind);

	/* R: a new last child.  OCT_EBUG if `parent` may not hold `kind`
	 * (article.h); an unknown kind goes by its class bits. */
	oct_node *(*add)(oct_job *, oct_node *parent, uint32_t kind);

	/* R: appends text, which is copied.  It goes into the last child when
	 * that is a TEXT.  Bytes that are not UTF-8 and control characters
	 * become U+FFFD, which is reported once.  White space is collapsed by
	 * normalising, save in PRE, CODE and KBD. */
	oct_node *(*add_text)(
	    oct_job *, oct_node *parent, const char *, size_t);

	/* R: moves a node with all below it in front of `before`, a child of
	 * `parent`, or to its end when NULL.  OCT_EBUG where add() would be,
	 * and for a cycle.  An ARTICLE may be moved among those of the BOOK. */
	void (*move)(oct_job *, oct_node *, oct_node *parent, oct_node *before);

	/* R: unlinks a node with all below it; the memory goes with the job. */
	void (*drop)(oct_job *, oct_node *);

	/* R: sets a property; a string is copied, cleaned as by add_text. */
	void (*set_str)(
	    oct_job *, oct_node *, uint32_t prop, const char *, size_t);
	void (*set_int)(oct_job *, oct_node *, uint32_t prop, int64_t);
	void (*unset)(oct_job *, oct_node *, uint32_t prop);

	uint32_t (*kind)(const oct_node *); /* 0 for NULL */
	oct_node *(*parent)(const oct_node *);
	oct_node *(*first)(const oct_node *);
	oct_node *(*last)(const oct_node *);
	oct_node *(*next)(const oct_node *);
	oct_node *(*prev)(const oct_node *);
	int32_t (*has)(const oct_node *, uint32_t prop); /* 1 if set */
	oct_str (*get_str)(const oct_node *, uint32_t prop); /* "" if unset */
	int64_t (*get_int)(const oct_node *, uint32_t prop, int64_t unset);

	/* All text below a node in reading order, blocks parted by a newline,
	 * inlines by nothing, BR as a newline.  Lives as long as the job. */
	oct_str (*text_of)(oct_job *, const oct_node *);

	/* --- metadata ----------------------------------------------------- */

	/* R: a FIELD in the article's META.  `from` names the origin; weight
	 * (0..100) says how far to trust it.  Among the candidates for a key
	 * normalising picks (article.h, "Metadata keys") the heaviest, the
	 * earliest of equals; the others stay, marked OCT_P_LOST.  Values the
	 * user gave win over all.  Empty values are ignored (NULL). */
	oct_node *(*add_field)(oct_job *, oct_node *article, uint32_t key,
	    const char *value, size_t, const char *from, int32_t weight);

	/* The first FIELD of that key that won, or NULL; then the next one. */
	oct_node *(*field)(const oct_node *article, uint32_t key);
	oct_node *(*next_field)(const oct_node *field);

	/* --- resources ---------------------------------------------------- */

	/* R: names a resource; the same URL gives the same number.  A relative
	 * URL is taken against the input's URL and looked up in the input's
	 * own folder or the --resource-path when a writer wants its bytes.
	 * data: URLs are decoded.  Nothing is ever fetched.  0 on failure. */
	uint32_t (*add_resource)(oct_job *, const char *url, size_t);

	/* R: the same with the bytes at hand (archives); data is copied. */
	uint32_t (*add_resource_data)(
	    oct_job *, const char *url, size_t, const void *data, size_t);

	/* Fills *out; loads the bytes if `load`.  A resource that is missing,
	 * outside, too big or no known type is reported once, and its data
	 * is NULL: the writer puts a placeholder.  OCT_EBUG: no such number. */
	oct_status (*resource)(
	    oct_job *, uint32_t id, int32_t load, oct_resource *out);

	/* R: the base of the input's relative links, where the document names
	 * one (<base href>, a canonical URL); the input's own URL before, and
	 * again after "". */
	void (*set_base)(oct_job *, const char *url, size_t);

	/* The link made absolute against that base and percent-encoded where
	 * URLs must be (WHATWG URL, RFC 3986); "#id" and, while no base is
	 * known, relative links stay what they are.  "" for what no reader
	 * should follow: javascript:, data:, file: and what is no URL at all.
	 */
	oct_str (*resolve)(oct_job *, const char *url, size_t);

	/* --- for writers -------------------------------------------------- */

	/* The contents of an ARTICLE, in order; *n is set to their count. */
	const oct_entry *(*outline)(
	    oct_job *, const oct_node *article, size_t *n);

	/* The next bytes of the output; the host owns the file. */
	void (*emit)(oct_job *, const void *, size_t);

	/* --- options ------------------------------------------------------ */

	/* The options of the running format, checked and with defaults.  An
	 * unknown name or a wrong type reads as "" or 0. */
	const oct_options *(*options)(const oct_job *);
	oct_str (*opt_str)(const oct_options *, const char *name);
	int64_t (*opt_int)(const oct_options *, const char *name);
	/* Of an option that may be given many times; "" past the last. */
	oct_str (*opt_nth)(const oct_options *, const char *name, size_t n);

	/* --- the job ------------------------------------------------------ */

	/* Zeroed memory, aligned for any type, freed with the job. */
	void *(*scratch)(oct_job *, size_t);

	/* A message for a person: what was wrong and what was done about it.
	 * `code` is "format.what"; line and column from 1, 0 when unknown.  All
	 * is copied. */
	void (*report)(oct_job *, int32_t severity, const char *code,
	    uint32_t line, uint32_t col, const char *msg);

	/* Stops the job with that status, and reports msg as OCT_ERROR. */
	void (*fail)(oct_job *, oct_status, const char *code, const char *msg);

	/* The first failure, or OCT_OK; polls for cancellation and the time
	 * limit, so ask now and then in long loops. */
	oct_status (*status)(const oct_job *);

	/* An interface beyond this table, by id and revision
	 * ("octavo.xpath/1"), or NULL.  A plug-in that lists the id in its
	 * `extensions` gives it; the host loads that plug-in when it is first
	 * asked for, and reports it if that fails.  Only from open(), read(),
	 * edit(), write() and close(), in their own thread.  The header of the
	 * plug-in that gives it says what the pointer is to; it lives as long
	 * as the process.  The host itself gives OCT_MESSAGES. */
	const void *(*extension)(const char *id);

	/* Since minor 1.  The n-th value of an OCT_OPT_FOLDER option: for the
	 * name "" the file that it names; for another name, which is one and no
	 * path, that file in the folder that it names.  Bytes and, for
	 * messages, path live as long as the job.  1; 0 if there is none. */
	int32_t (*opt_file)(oct_job *, const char *option, size_t n,
	    const char *name, oct_str *path, oct_str *bytes);

	/* Since minor 1.  Will anyone look at that part of the articles?  0 for
	 * OCT_DROPPED where no one does: a reader may leave it empty then. */
	int32_t (*wanted)(const oct_job *, uint32_t part);
} oct_api;

/* An extension of the host's: what was said so far. */
#define OCT_MESSAGES "octavo.messages/1"
typedef struct oct_messages {
	size_t struct_size;
	/* As oct_job_message() (octavo.h). */
	int32_t (*nth)(const oct_job *, size_t n, oct_message *);
} oct_messages;

/* Is this slot in the host's table? */
#define OCT_HAS(api, slot)                                       \
	((api)->struct_size >=                                   \
		offsetof(oct_api, slot) + sizeof((api)->slot) && \
	    (api)->slot != NULL)

/* An option that a format takes.  Frozen; a list ends with name == NULL.  The
 * command takes it as --name; formats may share a name. */
typedef struct oct_option {
	const char *name; /* "columns" */
	const char *dflt; /* as the user would write it; NULL: unset */
	const char *range; /* INT "0..6", CHOICE "a|b|c", else the metavariable
		shown in the help, as "FILE"; NULL */
	const char *help; /* one line, no full stop */
	uint32_t type; /* OCT_OPT_* */
	uint32_t flags; /* OCT_OPT_MANY, _FILE, _FOLDER, _ASIDE */
} oct_option;
enum { OCT_OPT_BOOL = 1, OCT_OPT_INT = 2, OCT_OPT_STR = 3, OCT_OPT_CHOICE = 4 };
enum {
	OCT_OPT_MANY = 1, /* may be given many times: opt_nth() */
	OCT_OPT_FILE = 2, /* the value names a file; opt_str() gives its bytes,
	       read by the host */
	OCT_OPT_FOLDER = 4, /* the value names a file or a folder, and is given
	       as it is; opt_file() reads what is wanted of it */
	OCT_OPT_ASIDE = 8 /* of a reader: makes no other article, so the article
	       does not list it among the options that made it */
};

/* Roles of a format. */
enum { OCT_READS = 1, OCT_WRITES = 2, OCT_EDITS = 4 };

typedef struct oct_format {
	size_t struct_size;
	const char *name; /* "markdown": what -f and -t take */
	const char *summary; /* one line for --list-input-formats */
	uint32_t roles;
	uint32_t reserved;
	const char *const *media_types; /* NULL-ended, or NULL */
	const char *const *extensions; /* without dot; the first is written */
	const oct_option *options; /* or NULL */

	/* Where the reader's library need not be loaded to know that a bid is
	 * pointless: strings one of which occurs, in any case of ASCII, in the
	 * first 4096 bytes of every input that bid() would take.  A format
	 * with signatures is asked for a bid only when one of them occurs or
	 * the name or media type is its own.  NULL: always asked. */
	const char *const *signatures;

	/* From the first bytes alone (at most 4096), how sure?  1..100: bits
	 * of evidence, said in a comment; 0: could be; -1: never.  The host
	 * adds 10 for the extension and 20 for the media type; ties go to the
	 * lesser format name.  One that has neither is not asked when another
	 * has more than 100 points.  Pure.  [any] */
	int32_t (*bid)(const uint8_t *head, size_t len);

	/* An instance may carry what is dear to make from job to job.  Both
	 * optional; close() once for each open() that returned OCT_OK. */
	oct_status (*open)(const oct_api *, const oct_options *, void **inst);
	void (*close)(void *inst);

	/* By role; return api->status(job).  [inst] */
	oct_status (*read)(
	    void *inst, const oct_api *, oct_job *, const oct_input *);
	oct_status (*edit)(void *inst, const oct_api *, oct_job *);
	oct_status (*write)(void *inst, const oct_api *, oct_job *);

	/* Since minor 1, optional.  Like read(), but only to know which page
	 * an input is of which others: an ARTICLE with its title, canonical
	 * URL, source, OCT_M_NEXT_PAGE and OCT_M_SINGLE_PAGE, as far as they
	 * are cheap to find.  [inst] */
	oct_status (*scan)(
	    void *inst, const oct_api *, oct_job *, const oct_input *);

	/* Since minor 2, optional, of any role.  Looks at a document of the
	 * format, whoever wrote it, and reports what is wrong with it: as
	 * OCT_ERROR what its specification or those who take it would refuse,
	 * as OCT_WARNING what its readers would miss.  Fails the job with
	 * OCT_EINVALID after an error.  [inst] */
	oct_status (*validate)(
	    void *inst, const oct_api *, oct_job *, const oct_input *);
} oct_format;

typedef struct oct_plugin {
	uint32_t abi_major, abi_minor; /* these two stay first for ever */
	size_t struct_size;
	const char *id; /* reverse domain: "org.example.rtf" */
	const char *version; /* "1.2.0" */
	const char *licence; /* SPDX */
	const oct_format *const *formats; /* NULL-ended */
	/* All optional.  init runs when a conversion first needs the plug-in;
	 * a plug-in is never unloaded before the process ends.  [once] */
	oct_status (*init)(const oct_api *);
	void (*fini)(void);
	const void *(*extension)(const char *id); /* [any] */

	/* Since minor 1.  The ids that extension() answers to, NULL-ended, so
	 * that the library need not be loaded to know; or NULL.  A plug-in
	 * with one needs no format: `formats` is then an empty list. */
	const char *const *extensions;

	/* Since minor 1, optional.  Loads what the plug-in would load when it
	 * first needs it (libraries, tables): the process is about to give up
	 * the right to open files.  Runs after init(), if at all.  [once] */
	void (*preload)(void);
} oct_plugin;

/* The one exported symbol.  OCT_BUILTIN gives it a name of its own, so that
 * the same source can be linked in:  OCT_PLUGIN_ENTRY(rtf) { return &rtf; } */
#ifdef OCT_BUILTIN
#define OCT_PLUGIN_ENTRY(n) OCT_ENTRY_(, oct_builtin_##n)
#elif defined(_WIN32)
#define OCT_PLUGIN_ENTRY(n) OCT_ENTRY_(__declspec(dllexport), oct_plugin_entry)
#else
#define OCT_PLUGIN_ENTRY(n) \
	OCT_ENTRY_(__attribute__((visibility("default"))), oct_plugin_entry)
#endif
#define OCT_ENTRY_(vis, f)             \
	vis const oct_plugin *f(void); \
	vis const oct_plugin *f(void)

#ifdef __cplusplus
}
#endif

#endif /* OCT_PLUGIN_H */
