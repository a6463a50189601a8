#include "descriptor.h"

#include "option.h"

#include <stddef.h>
#include <stdio.h>
#include <string.h>

enum { FORMATS_MAX = 256, EXTENSIONS_MAX = 64 };

static bool
is_name(const char *s, const char *more)
{
	size_t n = 0;

	if (s == NULL)
		return false;
	while ((s[n] >= 'a' && s[n] <= 'z') || (s[n] >= '0' && s[n] <= '9') ||
	    (s[n] != '\0' && strchr(more, s[n]) != NULL))
		n++;
	return n != 0 && n < 128 && s[n] == '\0';
}

/* One line of text that a manifest and a list can show. */
static bool
is_line(const char *s)
{
	return s != NULL && *s != '\0' && strpbrk(s, "\r\n") == NULL;
}

const char *const descriptor_no_extensions[] = { NULL };

bool
descriptor_check_extensions(const struct plugin *p, char *reason)
{
	size_t n = 0;

	for (; p->extensions[n] != NULL && n < EXTENSIONS_MAX; n++)
		if (!is_name(p->extensions[n], ".-_/")) {
			snprintf(reason, REASON_MAX,
			    "an extension has no id such as "
			    "\"example.thing/1\"");
			return false;
		}
	if (n == EXTENSIONS_MAX)
		snprintf(
		    reason, REASON_MAX, "its list of extensions has no end");
	else if (n == 0 && p->n_formats == 0)
		snprintf(
		    reason, REASON_MAX, "it brings no format and no extension");
	else
		return true;
	return false;
}

bool
descriptor_check_format(const oct_format *f, char *reason)
{
	char why[OPTION_MSG];
	const uint32_t roles = OCT_READS | OCT_WRITES | OCT_EDITS;

	if (!is_name(f->name, "-_"))
		snprintf(reason, REASON_MAX,
		    "a format has no name of lower-case letters, digits and "
		    "hyphens");
	else if (!is_line(f->summary))
		snprintf(reason, REASON_MAX,
		    "the format \"%s\" has no summary of one line", f->name);
	else if ((f->roles & roles) == 0)
		snprintf(reason, REASON_MAX,
		    "the format \"%s\" neither reads, writes nor edits",
		    f->name);
	else if (!option_check_schema(f->options, why))
		snprintf(
		    reason, REASON_MAX, "the format \"%s\" %s", f->name, why);
	else
		return true;
	return false;
}

static bool
check_functions(const oct_format *f, char *reason)
{
	const char *lacks = NULL;

	if ((f->roles & OCT_READS) && f->read == NULL)
		lacks = "read";
	if ((f->roles & OCT_WRITES) && f->write == NULL)
		lacks = "write";
	if ((f->roles & OCT_EDITS) && f->edit == NULL)
		lacks = "edit";
	if (lacks != NULL)
		snprintf(reason, REASON_MAX,
		    "the format \"%s\" says that it can %s, but has no such "
		    "function",
		    f->name, lacks);
	return lacks == NULL;
}

/* The whole of what both sides know of a struct, the rest zero. */
static void
copy_known(void *dst, size_t room, const void *src, size_t size)
{
	memset(dst, 0, room);
	memcpy(dst, src, size < room ? size : room);
}

static bool
read_format(const oct_format *src, struct format *dst, char *reason)
{
	/* What the first version of the interface had; later slots may lack. */
	if (src->struct_size <
	    offsetof(oct_format, write) + sizeof(src->write)) {
		snprintf(reason, REASON_MAX,
		    "the description of a format is too short (%zu bytes)",
		    src->struct_size);
		return false;
	}
	copy_known(&dst->f, sizeof(dst->f), src, src->struct_size);
	return descriptor_check_format(&dst->f, reason) &&
	    check_functions(&dst->f, reason);
}

static bool
read_formats(struct arena *a, const oct_format *const *list, struct plugin *p,
    char *reason)
{
	size_t n = 0;

	while (list != NULL && list[n] != NULL && n < FORMATS_MAX)
		n++;
	if (n == FORMATS_MAX) {
		snprintf(reason, REASON_MAX, "its list of formats has no end");
		return false;
	}
	p->formats = arena_alloc(a, (n + 1) * sizeof(*p->formats));
	if (p->formats == NULL) {
		snprintf(reason, REASON_MAX, "out of memory");
		return false;
	}
	for (size_t i = 0; i < n; i++) {
		p->formats[i].plugin = p;
		if (!read_format(list[i], &p->formats[i], reason))
			return false;
	}
	p->n_formats = n;
	return true;
}

static bool
read_extensions(const oct_plugin *d, struct plugin *p, char *reason)
{
	if (d->extensions != NULL)
		p->extensions = d->extensions;
	if (p->extensions[0] != NULL && d->extension == NULL) {
		snprintf(reason, REASON_MAX,
		    "it lists extensions, but has no such function");
		return false;
	}
	return descriptor_check_extensions(p, reason);
}

/* What may be read before the major version is known to be ours: no more than
 * the first two numbers. */
static bool
check_version(const oct_plugin *d, char *reason)
{
	if (d == NULL)
		snprintf(reason, REASON_MAX, "its entry returns nothing");
	else if (d->abi_major != OCT_ABI_MAJOR)
		snprintf(reason, REASON_MAX,
		    "it was built for version %u of the plug-in interface; "
		    "this Octavo has version %u",
		    (unsigned)d->abi_major, OCT_ABI_MAJOR);
	else if (d->struct_size <
	    offsetof(oct_plugin, formats) + sizeof(d->formats))
		snprintf(reason, REASON_MAX,
		    "its description is too short (%zu bytes)", d->struct_size);
	else
		return true;
	return false;
}

bool
descriptor_read(
    struct arena *a, const oct_plugin *d, struct plugin *p, char *reason)
{
	oct_plugin *copy;

	if (!check_version(d, reason))
		return false;
	if ((copy = arena_alloc(a, sizeof(*copy))) == NULL) {
		snprintf(reason, REASON_MAX, "out of memory");
		return false;
	}
	copy_known(copy, sizeof(*copy), d, d->struct_size);
	if (!is_name(copy->id, ".-_") || !is_line(copy->version) ||
	    !is_line(copy->licence)) {
		snprintf(reason, REASON_MAX,
		    "its id, version or licence is missing or malformed");
		return false;
	}
	p->id = copy->id;
	p->version = copy->version;
	p->licence = copy->licence;
	p->abi_minor = copy->abi_minor;
	p->code = copy;
	p->origin = d;
	p->extensions = descriptor_no_extensions;
	return read_formats(a, copy->formats, p, reason) &&
	    read_extensions(copy, p, reason);
}
