/*
 * text.h - the SQL files as the build embeds them.
 */
#ifndef SCHEMA_TEXT_H
#define SCHEMA_TEXT_H

struct query_text {
	const char	*name;		/* file name without .sql; NULL ends */
	const char	*sql;
};

/* Indexed by enum query; upgrades in order of their numbers. */
extern const struct query_text query_texts[], upgrade_texts[];

#endif
