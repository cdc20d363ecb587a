// The rules of the language in C, in front of every file that is made: those of src/values, which a test compares.

export const HELPERS = `/* --- what the operators of the language mean --- */

/* Beyond it, not every integer is a double. */
#define TT_MOST_EXACT 9007199254740991.0

static inline int64_t tt_wrapped(uint64_t bits) {
    int64_t number;
    memcpy(&number, &bits, sizeof number);
    return number;
}

/* A number without a fraction is an integer, whatever it was written as. */
static inline TTValue tt_number_of(double number) {
    if (number == floor(number) && fabs(number) <= TT_MOST_EXACT) return TT_MakeInt((int64_t)number);
    return TT_MakeFloat(number);
}

static inline int tt_space(char c) { return c == ' ' || (c >= '\\t' && c <= '\\r'); }

static inline int tt_digit(char c) { return c >= '0' && c <= '9'; }

/* A text as a number: 0 when it is none. */
static inline int tt_read(const char* text, TTValue* number) {
    const char* at = text;
    while (tt_space(*at)) at++;
    const char* start = at;
    int minus = *at == '-';
    if (*at == '-' || *at == '+') at++;
    const char* digits = at;
    uint64_t bits = 0;
    while (tt_digit(*at)) bits = bits * 10 + (uint64_t)(*at++ - '0');
    int whole = at > digits;
    const char* behind = at;
    while (tt_space(*behind)) behind++;
    if (whole && *behind == '\\0') {
        *number = TT_MakeInt(tt_wrapped(minus ? 0 - bits : bits));
        return 1;
    }
    if (*at == '.') {
        const char* fraction = ++at;
        while (tt_digit(*at)) at++;
        if (!whole && at == fraction) return 0;
    } else if (!whole) {
        return 0;
    }
    if (*at == 'e' || *at == 'E') {
        at++;
        if (*at == '-' || *at == '+') at++;
        if (!tt_digit(*at)) return 0;
        while (tt_digit(*at)) at++;
    }
    while (tt_space(*at)) at++;
    if (*at != '\\0') return 0;
    *number = tt_number_of(strtod(start, NULL));
    return 1;
}

static inline TTValue tt_failed(const char* type, const char* before, const char* text, const char* behind) {
    size_t size = strlen(before) + strlen(text) + strlen(behind) + 1;
    char* message = malloc(size);
    if (message == NULL) return TT_MakeError(type, behind);
    snprintf(message, size, "%s%s%s", before, text, behind);
    TTValue error = TT_MakeError(type, message);
    free(message);
    return error;
}

/* An integer or a float, or an error. Nothing counts as 0. */
static inline TTValue tt_numeric(TTValue value) {
    switch (value.type) {
    case TT_TYPE_INT:
    case TT_TYPE_ERROR:
        return value;
    case TT_TYPE_FLOAT:
        return tt_number_of(value.floatVal);
    case TT_TYPE_NIL:
        return TT_MakeInt(0);
    case TT_TYPE_BOOL:
        return TT_MakeInt(value.intVal);
    case TT_TYPE_STRING: {
        TTValue number;
        if (*value.stringVal == '\\0') return TT_MakeInt(0);
        if (tt_read(value.stringVal, &number)) return number;
        break;
    }
    default:
        break;
    }
    return tt_failed("TypeError", "'", TT_AsString(value), "' is not a number");
}

static inline double tt_double(TTValue number) {
    return number.type == TT_TYPE_INT ? (double)number.intVal : number.floatVal;
}

/* Both as numbers, in a and b, or the error that is returned. */
#define TT_NUMBERS(left, right)          \\
    TTValue a = tt_numeric(left);        \\
    if (TT_IsError(a)) return a;         \\
    TTValue b = tt_numeric(right);       \\
    if (TT_IsError(b)) return b;         \\
    int whole = a.type == TT_TYPE_INT && b.type == TT_TYPE_INT

static inline TTValue tt_add(TTValue left, TTValue right) {
    TT_NUMBERS(left, right);
    if (!whole) return tt_number_of(tt_double(a) + tt_double(b));
    return TT_MakeInt(tt_wrapped((uint64_t)a.intVal + (uint64_t)b.intVal));
}

static inline TTValue tt_subtract(TTValue left, TTValue right) {
    TT_NUMBERS(left, right);
    if (!whole) return tt_number_of(tt_double(a) - tt_double(b));
    return TT_MakeInt(tt_wrapped((uint64_t)a.intVal - (uint64_t)b.intVal));
}

static inline TTValue tt_multiply(TTValue left, TTValue right) {
    TT_NUMBERS(left, right);
    if (!whole) return tt_number_of(tt_double(a) * tt_double(b));
    return TT_MakeInt(tt_wrapped((uint64_t)a.intVal * (uint64_t)b.intVal));
}

/* The divisor is looked at first. */
static inline TTValue tt_divisor(TTValue dividend, TTValue value) {
    TTValue number = tt_numeric(value);
    if (TT_IsError(number) || tt_double(number) != 0) return number;
    return tt_failed("ZeroDivide", "", TT_AsString(dividend), " divided by zero");
}

static inline TTValue tt_divide(TTValue left, TTValue right) {
    TTValue divisor = tt_divisor(left, right);
    if (TT_IsError(divisor)) return divisor;
    TT_NUMBERS(left, divisor);
    if (!whole) return tt_number_of(tt_double(a) / tt_double(b));
    if (b.intVal == -1) return TT_MakeInt(tt_wrapped(0 - (uint64_t)a.intVal));
    return TT_MakeInt(a.intVal / b.intVal);
}

static inline TTValue tt_remainder(TTValue left, TTValue right) {
    TTValue divisor = tt_divisor(left, right);
    if (TT_IsError(divisor)) return divisor;
    TT_NUMBERS(left, divisor);
    if (!whole) return tt_number_of(fmod(tt_double(a), tt_double(b)));
    return TT_MakeInt(b.intVal == -1 ? 0 : a.intVal % b.intVal);
}

/* -1, 0, 1; 2 where one is not a number. An integer is compared as one, also where no double is the same. */
static inline int tt_order(TTValue a, TTValue b) {
    if (a.type == TT_TYPE_INT && b.type == TT_TYPE_INT) return (a.intVal > b.intVal) - (a.intVal < b.intVal);
    if (b.type == TT_TYPE_INT) {
        int turned = tt_order(b, a);
        return turned == 2 ? 2 : -turned;
    }
    if (a.type == TT_TYPE_INT) {
        if (b.floatVal != b.floatVal) return 2;
        if (b.floatVal >= 9223372036854775808.0) return -1;
        if (b.floatVal < -9223372036854775808.0) return 1;
        int64_t below = (int64_t)floor(b.floatVal);
        if (a.intVal != below) return a.intVal < below ? -1 : 1;
        return b.floatVal > floor(b.floatVal) ? -1 : 0;
    }
    if (a.floatVal != a.floatVal || b.floatVal != b.floatVal) return 2;
    return (a.floatVal > b.floatVal) - (a.floatVal < b.floatVal);
}

static inline TTValue tt_less(TTValue left, TTValue right) {
    TT_NUMBERS(left, right);
    (void)whole;
    return TT_MakeBool(tt_order(a, b) == -1);
}

static inline TTValue tt_at_most(TTValue left, TTValue right) {
    TT_NUMBERS(left, right);
    (void)whole;
    return TT_MakeBool(tt_order(a, b) <= 0);
}

/* The right side is read first, as everywhere in this language. */
static inline TTValue tt_greater(TTValue left, TTValue right) { return tt_less(right, left); }

static inline TTValue tt_at_least(TTValue left, TTValue right) { return tt_at_most(right, left); }

static inline int tt_texts_equal(TTValue left, TTValue right) {
    if (left.type == TT_TYPE_INT && right.type == TT_TYPE_INT) return left.intVal == right.intVal;
    const char* a = TT_AsString(left);
    return strcmp(a, TT_AsString(right)) == 0;
}

static inline TTValue tt_same_text(TTValue left, TTValue right) { return TT_MakeBool(tt_texts_equal(left, right)); }

static inline TTValue tt_other_text(TTValue left, TTValue right) { return TT_MakeBool(!tt_texts_equal(left, right)); }

/* 0 for what is no number, which is then compared by its text. */
static inline int tt_maybe_number(TTValue value, TTValue* number) {
    if (value.type == TT_TYPE_STRING && *value.stringVal != '\\0') return tt_read(value.stringVal, number);
    if (value.type > TT_TYPE_BOOL) return 0;
    *number = tt_numeric(value);
    return 1;
}

static inline int tt_numbers_equal(TTValue left, TTValue right) {
    TTValue a = TT_MakeNil();
    TTValue b = TT_MakeNil();
    if (tt_maybe_number(left, &a) && tt_maybe_number(right, &b)) return tt_order(a, b) == 0;
    return tt_texts_equal(left, right);
}

static inline TTValue tt_same_number(TTValue left, TTValue right) { return TT_MakeBool(tt_numbers_equal(left, right)); }

static inline TTValue tt_other_number(TTValue left, TTValue right) {
    return TT_MakeBool(!tt_numbers_equal(left, right));
}

static inline int tt_true(TTValue value) {
    switch (value.type) {
    case TT_TYPE_NIL:
        return 0;
    case TT_TYPE_INT:
    case TT_TYPE_BOOL:
        return value.intVal != 0;
    case TT_TYPE_FLOAT:
        return value.floatVal != 0;
    case TT_TYPE_STRING:
        return TT_AsBool(value);
    default:
        return 1;
    }
}

static inline int tt_nil(TTValue value) {
    if (value.type != TT_TYPE_STRING) return value.type == TT_TYPE_NIL;
    return *value.stringVal == '\\0' || strcmp(value.stringVal, "nil") == 0;
}

static inline int tt_empty(TTValue value) {
    if (value.type == TT_TYPE_ARRAY) return TT_ArrayLen(value.arrayVal) == 0;
    if (value.type == TT_TYPE_BOOL) return value.intVal == 0;
    return *TT_AsString(value) == '\\0';
}

static inline TTValue tt_send(TTValue receiver, const char* selector, TTValue* args, int numArgs) {
    if (receiver.type == TT_TYPE_INSTANCE) return TT_SendDirect(receiver.instanceVal, selector, args, numArgs);
    return TT_Send(TT_AsString(receiver), selector, args, numArgs);
}

/* A text that is an integer is kept as one. */
static inline TTValue tt_stored(TTValue value) {
    TTValue number;
    if (value.type != TT_TYPE_STRING) return value;
    const char* digits = value.stringVal + (*value.stringVal == '-');
    if (!tt_digit(*digits) || (*digits == '0' && digits[1] != '\\0')) return value;
    if (strspn(digits, "0123456789") != strlen(digits) || strlen(digits) > 16) return value;
    if (!tt_read(value.stringVal, &number) || fabs(tt_double(number)) > TT_MOST_EXACT) return value;
    return number;
}

static inline void tt_set_ivar(TTInstance* self, int index, const char* name, TTValue value) {
    if (value.type == TT_TYPE_STRING && strspn(value.stringVal, " \\t\\n\\r") < strcspn(value.stringVal, "[{"))
        TT_SetIvar(self, index, tt_stored(value));
    else if (value.type == TT_TYPE_STRING)
        TT_SetIvarNamed(self, name, value);
    else
        TT_SetIvar(self, index, value);
}`;
