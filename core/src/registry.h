/*
 * registry.h -- the plug-ins of an engine and the formats that they bring.
 *
 * A plug-in is known from its manifest (manifest.h) or, without one, from its
 * library; the library is loaded when a conversion first needs it.  Plug-ins
 * are added by one thread before the registry is frozen; from then on any
 * number of threads look formats up without a lock, and registry_need() takes
 * one only until the plug-in is ready.
 */
#ifndef REGISTRY_H
#define REGISTRY_H

#include "arena.h"
#include "buf.h"

#include <pthread.h>
#include <stdatomic.h>
#include <stdbool.h>

enum plugin_state {
	PLUGIN_KNOWN, /* from its manifest; the library is not loaded */
	PLUGIN_LOADED, /* the library is loaded; init() has not run */
	PLUGIN_READY,
	PLUGIN_REFUSED /* when it was needed; `why` says the reason */
};

struct plugin {
	struct plugin *next;
	const char *file; /* NULL: built in */
	const char *id, *version, *licence;
	uint32_t abi_minor;
	struct format *formats;
	size_t n_formats;
	const char *const *extensions; /* ids, NULL-ended; never NULL */
	const char *manifest; /* its text; NULL without one */
	const oct_plugin *code; /* a zero-filled copy; NULL while KNOWN */
	const oct_plugin *origin; /* the library's own */
	atomic_int state;
	const char *why;
};

struct format {
	oct_format f; /* functions are NULL until the plug-in is READY */
	struct plugin *plugin;
};

struct refusal {
	struct refusal *next;
	const char *file, *reason;
};

struct registry {
	struct arena arena;
	struct plugin *plugins; /* in the order they were found */
	struct format **formats; /* in the order of names */
	size_t n_formats;
	struct refusal *refusals; /* in the order they came */
	pthread_mutex_t lock; /* of loading, init() and refusals */
};

bool registry_init(struct registry *);
/* Calls fini() of the plug-ins that no other registry uses. */
void registry_free(struct registry *);

/* Adds the plug-in files of a folder in the order of their names; returns how
 * many were added, or OCT_ENOMEM.  A folder that does not exist has none. */
int32_t registry_add_folder(struct registry *, const char *folder);
/* Adds one file by its absolute path, loading it now if `load`.  OCT_EPLUGIN
 * with a refusal, OCT_ENOMEM; *added tells whether it was new. */
oct_status
registry_add_file(struct registry *, const char *file, bool load, bool *added);
/* Adds a plug-in that is linked in. */
oct_status registry_add_builtin(struct registry *, const oct_plugin *);

/* The format of that name with one of the roles (0: any), or NULL.  [any] */
const struct format *
registry_find(const struct registry *, const char *name, uint32_t roles);

/* Makes sure that the format's functions are there: loads the library, holds
 * it against the manifest, runs init().  NULL, or the reason why not, which is
 * recorded as a refusal once and lives as long as the registry.  [any] */
const char *registry_need(struct registry *, struct plugin *);

/* Makes all plug-ins ready, and has them load what they would load later. */
void registry_preload(struct registry *);

/* The interface of that id, from the plug-in that has it: NULL with *why NULL
 * if none has, or with the reason why the plug-in was refused.  [any] */
const void *
registry_extension(struct registry *, const char *id, const char **why);

/* The n-th extension, in the order in which plug-ins were found: its id and
 * plug-in; NULL past the last.  [any] */
const char *registry_nth_extension(
    const struct registry *, size_t n, const struct plugin **);

/* Appends the manifest of the plug-in in a file; false with a refusal. */
bool registry_describe(struct registry *, const char *file, struct buf *);

void registry_refuse(struct registry *, const char *file, const char *reason);

#endif
