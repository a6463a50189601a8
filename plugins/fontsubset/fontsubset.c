/* fontsubset.c -- a plug-in without formats: HarfBuzz cuts fonts down. */
#include "fontsubset.h"

#include <hb-subset.h>
#include <limits.h>
#include <octavo/plugin.h>
#include <stdlib.h>
#include <string.h>

static hb_face_t *
subset(hb_face_t *face, const uint32_t *characters, size_t n)
{
	hb_subset_input_t *input = hb_subset_input_create_or_fail();
	hb_face_t *cut;
	hb_set_t *set;

	if (input == NULL)
		return NULL;
	set = hb_subset_input_unicode_set(input);
	for (size_t i = 0; i < n; i++)
		hb_set_add(set, characters[i]);
	cut = hb_subset_or_fail(face, input);
	hb_subset_input_destroy(input);
	return cut;
}

static void *
copy_bytes(hb_face_t *cut, size_t *size)
{
	hb_blob_t *blob = hb_face_reference_blob(cut);
	unsigned n = 0;
	const char *p = hb_blob_get_data(blob, &n);
	void *copy = n > 0 ? malloc(n) : NULL;

	if (copy != NULL)
		memcpy(copy, p, n);
	*size = n;
	hb_blob_destroy(blob);
	return copy;
}

static void *
cut_font(const void *font, size_t size, const uint32_t *characters, size_t n,
    size_t *cut_size)
{
	hb_blob_t *blob;
	hb_face_t *face, *cut = NULL;
	void *bytes = NULL;

	if (size > UINT_MAX)
		return NULL;
	blob = hb_blob_create(
	    font, (unsigned)size, HB_MEMORY_MODE_READONLY, NULL, NULL);
	face = hb_face_create(blob, 0);
	if (hb_face_get_glyph_count(face) > 0)
		cut = subset(face, characters, n);
	if (cut != NULL)
		bytes = copy_bytes(cut, cut_size);
	hb_face_destroy(cut);
	hb_face_destroy(face);
	hb_blob_destroy(blob);
	return bytes;
}

static const struct fontsubset_api api = { sizeof(api), cut_font };

static const void *
extension(const char *id)
{
	return strcmp(id, FONTSUBSET_EXTENSION) == 0 ? &api : NULL;
}

static const oct_format *const formats[] = { NULL };
static const char *const extensions[] = { FONTSUBSET_EXTENSION, NULL };

static const oct_plugin plugin = {
	.abi_major = OCT_ABI_MAJOR,
	.abi_minor = OCT_ABI_MINOR,
	.struct_size = sizeof(plugin),
	.id = "org.octavo.fontsubset",
	.version = "0.1.0",
	.licence = "MIT",
	.formats = formats,
	.extension = extension,
	.extensions = extensions,
};

OCT_PLUGIN_ENTRY(fontsubset)
{
	return &plugin;
}
