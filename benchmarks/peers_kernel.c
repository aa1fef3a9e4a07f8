/* What a careful C programmer writes: one epoch of plain descent through BLAS, sigmoids and
   cross-entropy; the step goes straight into the weights by a product with beta = 1. Loops
   instead of BLAS for single examples. Compiled for REAL = float or double. */
#include <math.h>
#include <string.h>

enum { ROW = 101, PLAIN = 111, TURNED = 112 };
void GEMM(int, int, int, int, int, int, REAL, const REAL *, int, const REAL *, int, REAL, REAL *, int);

static void forward(int rows, int i, int o, const REAL *x, const REAL *w, const REAL *b, REAL *a) {
    for (int r = 0; r < rows; r++) memcpy(a + r * o, b, o * sizeof(REAL));
    if (rows > 1)
        GEMM(ROW, PLAIN, TURNED, rows, o, i, 1, x, i, w, i, 1, a, o);
    else
        for (int n = 0; n < o; n++) {
            REAL sum = 0;
            for (int k = 0; k < i; k++) sum += w[n * i + k] * x[k];
            a[n] += sum;
        }
    for (int k = 0; k < rows * o; k++) a[k] = 1 / (1 + EXP(-a[k]));
}

static void backward(int rows, int i, int o, const REAL *x, REAL *w, REAL *b, const REAL *e, REAL *s) {
    if (rows > 1) {
        if (s) GEMM(ROW, PLAIN, PLAIN, rows, i, o, 1, e, o, w, i, 0, s, i);
        GEMM(ROW, TURNED, PLAIN, o, i, rows, -1, e, o, x, i, 1, w, i);
    } else {
        if (s) {
            memset(s, 0, i * sizeof(REAL));
            for (int n = 0; n < o; n++)
                for (int k = 0; k < i; k++) s[k] += w[n * i + k] * e[n];
        }
        for (int n = 0; n < o; n++)
            for (int k = 0; k < i; k++) w[n * i + k] -= e[n] * x[k];
    }
    for (int r = 0; r < rows; r++)
        for (int n = 0; n < o; n++) b[n] -= e[r * o + n];
    if (s)
        for (int k = 0; k < rows * i; k++) s[k] *= x[k] * (1 - x[k]);
}

/* values and errors: room for a batch at every size but the inputs'. */
void epoch(int depth, const int *sizes, REAL **weights, REAL **biases, const REAL *inputs,
           const REAL *targets, int count, int batch, REAL rate, REAL **values, REAL **errors) {
    int last = sizes[depth];
    for (int start = 0; start < count; start += batch) {
        int rows = count - start < batch ? count - start : batch;
        const REAL *x = inputs + (long)start * sizes[0], *t = targets + (long)start * last;
        for (int n = 0; n < depth; n++)
            forward(rows, sizes[n], sizes[n + 1], n ? values[n - 1] : x, weights[n], biases[n], values[n]);
        for (int k = 0; k < rows * last; k++)
            errors[depth - 1][k] = (values[depth - 1][k] - t[k]) * (rate / rows);
        for (int n = depth - 1; n >= 0; n--)
            backward(rows, sizes[n], sizes[n + 1], n ? values[n - 1] : x, weights[n], biases[n],
                     errors[n], n ? errors[n - 1] : 0);
    }
}
