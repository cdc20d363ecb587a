/* --- handles: numbers that plugins hold instead of addresses. One that is gone has another generation. --- */

enum { FREE, OBJECT, CLASS, BLOCK, LIST, FAULT };

typedef struct {
    uint16_t generation;
    uint8_t kind;
    /* Of TT_Retain, and of slots and lists that hold it. */
    uint32_t refs;
    /* Listed as changed in this epoch. */
    uint32_t epoch;
    uint32_t next_free;
    /* Of an object: its class and variables; of a list: its items. */
    uint32_t class;
    uint32_t count;
    uint32_t capacity;
    TTValue* slots;
    /* Of an error. */
    int code;
    char* type;
    char* message;
} Entry;

#define PER_CHUNK 1024u
#define MOST_CHUNKS 65536u

static Entry** chunks;
static uint32_t entry_count;
static uint32_t oldest_free = NOWHERE;
static uint32_t newest_free = NOWHERE;

static Entry* entry_at(uint32_t index) { return &chunks[index / PER_CHUNK][index % PER_CHUNK]; }

static uint64_t handle_of(uint32_t index) {
    const Entry* entry = entry_at(index);
    return (uint64_t)(HANDLE_MARK | entry->kind) << 48 | (uint64_t)entry->generation << 32 | index;
}

static void* pointer_of(uint32_t index) { return (void*)(uintptr_t)handle_of(index); }

/* NOWHERE for whatever is not a live handle of one of the kinds (bits). */
static uint32_t index_of(const void* pointer, unsigned kinds) {
    uint64_t number = (uint64_t)(uintptr_t)pointer;
    uint32_t index = (uint32_t)number;
    if (number >> 56 != HANDLE_MARK >> 8 || index >= entry_count) return NOWHERE;
    const Entry* entry = entry_at(index);
    unsigned kind = (unsigned)(number >> 48) & 0xff;
    if (entry->kind == FREE || entry->kind != kind || !(kinds >> kind & 1)) return NOWHERE;
    return entry->generation == (uint16_t)(number >> 32) ? index : NOWHERE;
}

static uint32_t fresh_index(void) {
    /* The oldest first, so that a number comes back late; and only when some lie in wait. */
    if (oldest_free != NOWHERE && oldest_free != newest_free) {
        uint32_t index = oldest_free;
        oldest_free = entry_at(index)->next_free;
        return index;
    }
    if (entry_count == PER_CHUNK * MOST_CHUNKS) {
        fputs("libtrashtalk: too many objects are in the hands of plugins\n", stderr);
        abort();
    }
    if (chunks == NULL) chunks = need(calloc(MOST_CHUNKS, sizeof *chunks));
    if (entry_count % PER_CHUNK == 0)
        chunks[entry_count / PER_CHUNK] = need(calloc(PER_CHUNK, sizeof(Entry)));
    return entry_count++;
}

static uint32_t entry_new(uint8_t kind) {
    uint32_t index = fresh_index();
    Entry* entry = entry_at(index);
    uint16_t generation = (uint16_t)(entry->generation + 1);
    memset(entry, 0, sizeof *entry);
    entry->generation = generation;
    entry->kind = kind;
    entry->class = NOWHERE;
    return index;
}

static void drop_value(TTValue* value);

static void entry_free(uint32_t index) {
    Entry* entry = entry_at(index);
    for (uint32_t i = 0; i < entry->count; i++) drop_value(&entry->slots[i]);
    free(entry->slots);
    free(entry->type);
    free(entry->message);
    entry->slots = NULL;
    entry->type = entry->message = NULL;
    entry->count = entry->capacity = 0;
    entry->kind = FREE;
    entry->next_free = NOWHERE;
    if (newest_free == NOWHERE) oldest_free = index;
    else entry_at(newest_free)->next_free = index;
    newest_free = index;
}

/* Lists and errors that only the running call knows: they go with it unless somebody retains them. */
static uint32_t* temporaries;
static uint32_t temporary_count, temporary_capacity;

static void make_temporary(uint32_t index) {
    if (temporary_count == temporary_capacity) {
        temporary_capacity = temporary_capacity ? temporary_capacity * 2 : 64;
        temporaries = need(realloc(temporaries, temporary_capacity * sizeof *temporaries));
    }
    temporaries[temporary_count++] = index;
    control[GARBAGE] = 1;
}

static void retain(uint32_t index) {
    Entry* entry = entry_at(index);
    if (entry->refs++ == 0 && entry->kind != LIST && entry->kind != FAULT) host->retained(0, index, 1);
}

static void release(uint32_t index) {
    Entry* entry = entry_at(index);
    if (--entry->refs > 0) return;
    if (entry->kind == LIST || entry->kind == FAULT) make_temporary(index);
    else host->retained(0, index, 0);
}
