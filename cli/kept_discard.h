/*
 * kept_discard.h - `discard reject`.
 */
#ifndef CLI_KEPT_DISCARD_H
#define CLI_KEPT_DISCARD_H

/* "reject ID --reason R"; an exit code. */
int	 kept_discard(int argc, char **argv);

#endif
