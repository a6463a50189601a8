/*
 * plugin.c -- plug-ins good and bad, one for each VARIANT that the build sets:
 * what old, new, foreign and broken authors might hand over.
 */
#include "toy.h"

#include <stdlib.h>

#define GOOD 1
#define OLD 2
#define NEW 3
#define MAJOR2 4
#define EMPTY 5
#define SHORT 6
#define NOFORMAT 7
#define BADOPTION 8
#define NOREAD 9
#define BADNAME 10
#define INITFAILS 11
#define DUPLICATE 12
#define SAMEID 13
#define NOENTRY 14
#define SHORTFORMAT 15
#define EXTENDS 16
#define EXTENDSTOO 17 /* the same extension again */
#define MUTE 18 /* lists an extension and has no function */
#define BADEXTENSION 19

#if VARIANT == BADOPTION
#define COLUMNS_DEFAULT "wide"
#else
#define COLUMNS_DEFAULT "72"
#endif

static const oct_option toy_options[] = {
	{ "toy-columns", COLUMNS_DEFAULT, "20..100", "columns", OCT_OPT_INT,
	    0 },
	{ "toy-drop", NULL, "NAME", "names to drop", OCT_OPT_STR,
	    OCT_OPT_MANY },
	{ "toy-file", NULL, "FILE", "a file", OCT_OPT_STR, OCT_OPT_FILE },
	{ "toy-folder", NULL, "FILE|DIR", "a file or a folder", OCT_OPT_STR,
	    OCT_OPT_MANY | OCT_OPT_FOLDER },
	{ NULL, NULL, NULL, NULL, 0, 0 },
};

/* What a newer author knows of and this host does not. */
struct format {
	oct_format f;
	void (*later[4])(void);
};

static void
trap(void)
{
	abort();
}

#if VARIANT == SHORTFORMAT
#define FORMAT_SIZE offsetof(oct_format, read)
#elif VARIANT == NEW
#define FORMAT_SIZE sizeof(struct format)
#else
#define FORMAT_SIZE sizeof(oct_format)
#endif

static const struct format toy_format = {
	.f = {
		.struct_size = FORMAT_SIZE,
#if VARIANT == BADNAME
		.name = "Toy Format",
#elif VARIANT == OLD
		.name = "oldtoy",
#elif VARIANT == NEW
		.name = "newtoy",
#else
		.name = "toy",
#endif
		.summary = "a format for tests",
		.roles = OCT_READS | OCT_WRITES | OCT_EDITS,
		.media_types = (const char *const[]){ "text/x-toy", NULL },
		.extensions = (const char *const[]){ "toy", NULL },
		.options = toy_options,
		.signatures = (const char *const[]){ "toy\n", NULL },
		.bid = toy_bid,
#if VARIANT != NOREAD
		.read = toy_read,
#endif
		.write = toy_write,
		.edit = toy_edit,
		.validate = toy_validate,
	},
	.later = { trap, trap, trap, trap },
};

#if VARIANT == OLD
static oct_status
init(const oct_api *a)
{
	(void)a;
	abort();
}
#elif VARIANT == INITFAILS
static oct_status
init(const oct_api *a)
{
	(void)a;
	return OCT_ENOMEM;
}
#elif VARIANT == GOOD
/* How often init() and fini() ran is seen through the environment: a plug-in
 * has no business with its host's memory. */
static void
count(const char *name)
{
	const char *old = getenv(name);
	char text[16];

	snprintf(text, sizeof(text), "%d", (old != NULL ? atoi(old) : 0) + 1);
	setenv(name, text, 1);
}

static oct_status
init(const oct_api *a)
{
	count("TOY_INIT");
	return a->struct_size >= sizeof(oct_api) ? OCT_OK : OCT_EBUG;
}

static void
fini(void)
{
	count("TOY_FINI");
}
#endif

#if VARIANT == EXTENDS || VARIANT == EXTENDSTOO || VARIANT == BADEXTENSION
static const void *
extension(const char *id)
{
	return strcmp(id, "org.example.echo/1") == 0 ? "echo" : NULL;
}
#endif

struct plugin {
	oct_plugin p;
	void (*later[4])(void);
};

static const struct plugin toy_plugin = {
	.p = {
#if VARIANT == MAJOR2
		.abi_major = 2,
#else
		.abi_major = OCT_ABI_MAJOR,
#endif
#if VARIANT == SHORT
		.struct_size = offsetof(oct_plugin, licence),
#elif VARIANT == OLD
		.struct_size = offsetof(oct_plugin, init),
		/* poison: past what the author says that it knows */
		.init = init,
#elif VARIANT == NEW
		.abi_minor = 7,
		.struct_size = sizeof(struct plugin),
#else
		.struct_size = sizeof(oct_plugin),
#endif
#if VARIANT == SAMEID || VARIANT == GOOD
		.id = "org.example.toy",
#else
		.id = "org.example." PLUGIN_NAME,
#endif
		.version = "1.0",
		.licence = "MIT",
		.formats =
		    (const oct_format *const[]){
			VARIANT == NOFORMAT || VARIANT >= EXTENDS
			    ? NULL
			    : &toy_format.f,
			NULL },
#if VARIANT == BADEXTENSION
		.extensions = (const char *const[]){ "Echo, Echo", NULL },
#elif VARIANT >= EXTENDS
		.extensions =
		    (const char *const[]){ "org.example.echo/1", NULL },
#endif
#if VARIANT == EXTENDS || VARIANT == EXTENDSTOO || VARIANT == BADEXTENSION
		.extension = extension,
#endif
#if VARIANT == INITFAILS || VARIANT == GOOD
		.init = init,
#endif
#if VARIANT == GOOD
		.fini = fini,
#endif
	},
	.later = { trap, trap, trap, trap },
};

#if VARIANT != NOENTRY
OCT_PLUGIN_ENTRY(toy)
{
	return VARIANT == EMPTY ? NULL : &toy_plugin.p;
}
#else
__attribute__((visibility("default"))) const void *other_entry(void);
const void *
other_entry(void)
{
	return &toy_plugin;
}
#endif
