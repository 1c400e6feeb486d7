/*
 * json_memory.h - the tree that jansson makes of a text is thousands of small
 * pieces.  From begin to end those of this thread come from one arena and are
 * given back at once: all that is made in between is gone after it.
 *
 * Does not nest.  Private to cloud*.c.
 */
#ifndef FORMATS_JSON_MEMORY_H
#define FORMATS_JSON_MEMORY_H

void	json_memory_begin(void);
void	json_memory_end(void);

#endif
