// What the shim needs of the C library, for a compiler without its headers: Bun's own, on 64-bit Linux (glibc and musl).

/** In the place of `#include`. */
export const DECLARATIONS = `typedef unsigned long size_t;
typedef signed char int8_t;
typedef unsigned char uint8_t;
typedef unsigned short uint16_t;
typedef int int32_t;
typedef unsigned int uint32_t;
typedef long int64_t;
typedef unsigned long uint64_t;
typedef unsigned long uintptr_t;
#define NULL ((void*)0)
#define UINT32_MAX 4294967295u
#define offsetof(type, field) ((size_t)&((type*)0)->field)

/* Larger than either library has it; zero is the initial value of both. */
typedef union { char bytes[64]; long align; } pthread_mutex_t;
typedef int pthread_once_t;
typedef unsigned int pthread_key_t;
typedef unsigned long pthread_t;
#define PTHREAD_MUTEX_INITIALIZER {{0}}
#define PTHREAD_ONCE_INIT 0
#define pthread_equal(a, b) ((a) == (b))
pthread_t pthread_self(void);
int pthread_mutex_lock(pthread_mutex_t*);
int pthread_mutex_unlock(pthread_mutex_t*);
int pthread_once(pthread_once_t*, void (*)(void));
int pthread_key_create(pthread_key_t*, void (*)(void*));
void* pthread_getspecific(pthread_key_t);
int pthread_setspecific(pthread_key_t, const void*);

#define RTLD_LOCAL 0
#define RTLD_NOW 2
#define RTLD_NOLOAD 4
#define RTLD_GLOBAL 256
void* dlopen(const char*, int);
void* dlsym(void*, const char*);
int dlclose(void*);
char* dlerror(void);

typedef struct FILE FILE;
extern FILE* stderr;
int fputs(const char*, FILE*);
int snprintf(char*, size_t, const char*, ...);
void* malloc(size_t);
void* calloc(size_t, size_t);
void* realloc(void*, size_t);
void free(void*);
void abort(void);
double strtod(const char*, char**);
long long strtoll(const char*, char**, int);
void* memcpy(void*, const void*, size_t);
void* memmove(void*, const void*, size_t);
void* memset(void*, int, size_t);
size_t strlen(const char*);
int memcmp(const void*, const void*, size_t);
char* strstr(const char*, const char*);
int strcmp(const char*, const char*);
int strncmp(const char*, const char*, size_t);
char* strchr(const char*, int);
char* strrchr(const char*, int);`;
