/* --- texts that are results: owned here until the outermost call ends, or TT_FreeString --- */

static char** results; /* open addressing; NULL is empty, GONE was freed */
static uint32_t result_count, result_used, result_capacity;
static char gone;
#define GONE (&gone)

static uint32_t place_of(const char* text) {
    uint32_t mask = result_capacity - 1;
    uint32_t at = (uint32_t)(((uintptr_t)text >> 4) * 2654435761u) & mask;
    while (results[at] != NULL && results[at] != text) at = (at + 1) & mask;
    return at;
}

static void grow_results(void) {
    char** old = results;
    uint32_t old_capacity = result_capacity;
    result_capacity = result_count * 2 < old_capacity || old_capacity == 0 ? (old_capacity ? old_capacity : 64)
                                                                           : old_capacity * 2;
    results = need(calloc(result_capacity, sizeof *results));
    result_used = result_count;
    for (uint32_t i = 0; i < old_capacity; i++)
        if (old[i] != NULL && old[i] != GONE) results[place_of(old[i])] = old[i];
    free(old);
}

static const char* as_result(char* text) {
    if ((result_used + 1) * 2 > result_capacity) grow_results();
    results[place_of(text)] = text;
    result_count++;
    result_used++;
    control[GARBAGE] = 1;
    return text;
}

static void free_results(void) {
    for (uint32_t i = 0; i < result_capacity && result_count > 0; i++) {
        if (results[i] == NULL || results[i] == GONE) continue;
        free(results[i]);
        result_count--;
    }
    if (result_capacity > 4096) {
        free(results);
        results = NULL;
        result_capacity = 0;
    } else if (results != NULL) {
        memset(results, 0, result_capacity * sizeof *results);
    }
    result_count = result_used = 0;
}

/* --- selectors: a number each, in normal form --- */

#define LONGEST_SELECTOR 1024u
#define MOST_SELECTORS 1000000u

static char** selectors; /* by number; 0 is none */
static uint32_t selector_count = 1, selector_capacity;
static uint32_t* selector_places; /* open addressing: numbers */
static uint32_t place_capacity;

static uint32_t selector_hash(const char* text, size_t length) {
    uint32_t hash = 2166136261u;
    for (size_t i = 0; i < length; i++) hash = (hash ^ (uint8_t)text[i]) * 16777619u;
    return hash ^ hash >> 15;
}

static uint32_t* selector_place(const char* text, size_t length) {
    uint32_t mask = place_capacity - 1;
    uint32_t at = selector_hash(text, length) & mask;
    while (selector_places[at] != 0) {
        const char* known = selectors[selector_places[at]];
        if (memcmp(known, text, length) == 0 && known[length] == 0) break;
        at = (at + 1) & mask;
    }
    return &selector_places[at];
}

static void grow_selectors(void) {
    selector_capacity = selector_capacity ? selector_capacity * 2 : 256;
    selectors = need(realloc(selectors, selector_capacity * sizeof *selectors));
    place_capacity = selector_capacity * 2;
    free(selector_places);
    selector_places = need(calloc(place_capacity, sizeof *selector_places));
    for (uint32_t i = 1; i < selector_count; i++) *selector_place(selectors[i], strlen(selectors[i])) = i;
}

/* 0 for what cannot be one. */
static uint32_t intern(const char* selector) {
    char normal[LONGEST_SELECTOR];
    size_t length = 0;
    if (!is_address(selector)) return 0;
    for (; selector[length] != 0; length++) {
        if (length + 1 == sizeof normal) return 0;
        normal[length] = selector[length] == ':' ? '_' : selector[length];
    }
    if (length == 0) return 0;
    if (selector_count + 1 >= selector_capacity) grow_selectors();
    normal[length] = 0;
    uint32_t* place = selector_place(normal, length);
    if (*place == 0) {
        if (selector_count == MOST_SELECTORS) return 0;
        selectors[selector_count] = copy_bytes(normal, length);
        *place = selector_count++;
    }
    return *place;
}
