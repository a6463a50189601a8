/*
 * data_file.h -- YAML and JSON files given on the command line.
 */
#ifndef DATA_FILE_H
#define DATA_FILE_H

#include <yaml.h>

struct args;

/* A file of metadata: a mapping from keys to values or lists of them; an
 * author may be a mapping with a name.  Ends the process with a message that
 * names file and line if it can't be read. */
void data_file_metadata(struct args *, const char *file);

/* Parses a YAML file for a caller that wants to know lines as well. */
void data_file_yaml(const char *file, yaml_document_t *);

/* A file of options: keys are long names; "input-files" lists inputs. */
void data_file_defaults(struct args *, const char *file);

#endif
