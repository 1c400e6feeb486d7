/*
 * text.h - the SQL files as the build embeds them.
 */
#ifndef SCHEMA_TEXT_H
#define SCHEMA_TEXT_H

struct query_text {
	const char	*name;		/* file name without .sql; NULL ends */
	const char	*sql;
	int		 params;	/* the highest $n */
};

/* Indexed by enum query; upgrades by their numbers, from 0000. */
extern const struct query_text query_texts[], upgrade_texts[];

#endif
