#include <zstd.h>

/* Tells the processor that these bytes will be read soon. */
static inline void prefetch_bytes(const unsigned char *start, long count) {
  for (long offset = 0; offset < count; offset += 64) __builtin_prefetch(start + offset);
}
