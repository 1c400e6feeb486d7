#include <assert.h>
#include <pthread.h>
#include <stdlib.h>

#include <jansson.h>

#include "base/arena.h"
#include "formats/json_memory.h"

static _Thread_local struct arena	*memory;
static pthread_once_t			 once = PTHREAD_ONCE_INIT;

static void *
take(size_t n)
{
	return memory != NULL ? arena_alloc(memory, n) : malloc(n);
}

static void
give_back(void *p)
{
	if (memory == NULL)
		free(p);
}

static void
set_functions(void)
{
	json_set_alloc_funcs(take, give_back);
}

void
json_memory_begin(void)
{
	assert(memory == NULL);
	pthread_once(&once, set_functions);
	memory = arena_new(0);
}

void
json_memory_end(void)
{
	arena_free(&memory);
}
