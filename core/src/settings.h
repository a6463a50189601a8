/*
 * settings.h -- what a job was told: options, metadata, facts about inputs.
 */
#ifndef SETTINGS_H
#define SETTINGS_H

#include "job.h"
#include "option.h"
#include "registry.h"

struct metadata_setting {
	struct metadata_setting *next;
	uint32_t key;
	const char *value;
	const oct_node *owner; /* the ARTICLE or BOOK that has it already */
};

struct article_input {
	struct article_input *next;
	const oct_node *article;
	const char *name;
};

struct edit_step {
	struct edit_step *next;
	const struct format *format;
};

struct job_settings {
	struct registry *registry;
	struct option_setting *options;
	struct option_file *files; /* of folders that options name, read */
	struct metadata_setting *metadata;
	struct edit_step *edits;
	const oct_node *edited; /* the last article that they have seen */
	const struct format *reader; /* NULL: to be picked */
	const char *family; /* of those that claim it as an extension; NULL */
	const char *base_url, *capture_date, *charset,
	    *media_type; /* or NULL */
	const char *base; /* of the links of the input being read; or "" */
	const char *last_reader; /* NULL before the first input */
	struct article_input *inputs; /* of each article, the last first */
	bool quick; /* with scanning: oct_input.quick */
	bool scanning; /* not to be read, but to know which page it is */
};

/* Puts the user's metadata where it belongs: to the only article, or to the
 * book of several.  Once for each. */
void settings_apply_metadata(oct_job *);

/* The settings that the schema takes, "name=value" in order of names, joined
 * by spaces; in the job's arena. */
oct_str settings_show(oct_job *, const oct_option *schema);

/* The number of a metadata key; 0 after a message that names the nearest. */
uint32_t settings_key(oct_job *, const char *key);

#endif
