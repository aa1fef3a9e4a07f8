// The Flux chapter's listing without its refinements: Layer, Network, forward, backward, f64, one
// example at a time. A line on stdin runs one epoch; its seconds are printed. With "true" as the
// first argument the error is multiplied by the sigmoid's slope on its way down, which the chapter
// leaves out, so that the weights can be compared; the times are those of the chapter's own rule.
use std::env;
use std::fs;
use std::io::{self, BufRead, Write};
use std::time::Instant;

struct Layer {
    num_inputs: usize,
    num_outputs: usize,
    weight: Vec<Vec<f64>>,
    bias: Vec<f64>,
    outputs: Vec<f64>,
}

enum Network {
    Last(Layer),
    Next(Layer, Box<Network>),
}

fn init<A, F: FnMut(usize) -> A>(n: usize, mut f: F) -> Vec<A> {
    let mut res = Vec::new();
    for i in 0..n {
        res.push(f(i));
    }
    res
}

fn dot_product(a: &Vec<f64>, b: &Vec<f64>) -> f64 {
    (0..a.len()).map(|i| a[i] * b[i]).sum()
}

fn sigmoid(x: f64) -> f64 {
    1.0 / (1.0 + (-x).exp())
}

impl Layer {
    fn new(i: usize, o: usize, draw: &mut dyn Iterator<Item = f64>) -> Layer {
        Layer {
            num_inputs: i,
            num_outputs: o,
            weight: init(o, |_| init(i, |_| draw.next().unwrap())),
            bias: init(o, |_| draw.next().unwrap()),
            outputs: init(o, |_| 0.0),
        }
    }

    fn forward(&mut self, input: &Vec<f64>) {
        (0..self.num_outputs).for_each(|i| {
            let weighted_input = dot_product(&self.weight[i], input);
            self.outputs[i] = sigmoid(weighted_input + self.bias[i])
        })
    }

    fn backward(&mut self, inputs: &Vec<f64>, err: &Vec<f64>, rate: f64) -> Vec<f64> {
        let mut input_err = vec![0.0; inputs.len()];
        for i in 0..self.num_outputs {
            for j in 0..self.num_inputs {
                input_err[j] += self.weight[i][j] * err[i];
                self.weight[i][j] -= rate * err[i] * inputs[j];
            }
            self.bias[i] -= rate * err[i];
        }
        input_err
    }
}

impl Network {
    fn new(sizes: &[usize], draw: &mut dyn Iterator<Item = f64>) -> Network {
        let layer = Layer::new(sizes[0], sizes[1], draw);
        if sizes.len() == 2 {
            Network::Last(layer)
        } else {
            Network::Next(layer, Box::new(Network::new(&sizes[1..], draw)))
        }
    }

    fn forward(&mut self, input: &Vec<f64>) -> Vec<f64> {
        match self {
            Network::Next(layer, next) => {
                layer.forward(input);
                next.forward(&layer.outputs)
            }
            Network::Last(layer) => {
                layer.forward(input);
                layer.outputs.clone()
            }
        }
    }

    fn backward(&mut self, inputs: &Vec<f64>, target: &Vec<f64>, rate: f64, slope: bool) -> Vec<f64> {
        match self {
            Network::Last(layer) => {
                let err = (0..layer.num_outputs).map(|i| layer.outputs[i] - target[i]).collect();
                layer.backward(inputs, &err, rate)
            }
            Network::Next(layer, next) => {
                let mut err = next.backward(&layer.outputs, target, rate, slope);
                if slope {
                    for i in 0..err.len() {
                        err[i] *= layer.outputs[i] * (1.0 - layer.outputs[i]);
                    }
                }
                layer.backward(inputs, &err, rate)
            }
        }
    }

    fn dump(&self, out: &mut Vec<u8>) {
        let (layer, next) = match self {
            Network::Last(layer) => (layer, None),
            Network::Next(layer, next) => (layer, Some(next)),
        };
        for row in &layer.weight {
            row.iter().for_each(|w| out.extend_from_slice(&w.to_le_bytes()));
        }
        layer.bias.iter().for_each(|b| out.extend_from_slice(&b.to_le_bytes()));
        if let Some(next) = next {
            next.dump(out);
        }
    }
}

fn main() {
    let args: Vec<String> = env::args().collect();
    let (slope, file, rate) = (args[1] == "true", &args[2], args[3].parse::<f64>().unwrap());
    let sizes: Vec<usize> = args[4..].iter().map(|text| text.parse().unwrap()).collect();
    let bytes = fs::read(file).unwrap();
    let mut numbers = bytes.chunks(8).map(|b| f64::from_le_bytes(b.try_into().unwrap()));
    let count = numbers.next().unwrap() as usize;
    let mut network = Network::new(&sizes, &mut numbers);
    let inputs: Vec<Vec<f64>> = init(count, |_| init(sizes[0], |_| numbers.next().unwrap()));
    let last = sizes[sizes.len() - 1];
    let targets: Vec<Vec<f64>> = init(count, |_| init(last, |_| numbers.next().unwrap()));
    for _ in io::stdin().lock().lines() {
        let start = Instant::now();
        for (input, target) in inputs.iter().zip(&targets) {
            network.forward(input);
            network.backward(input, target, rate, slope);
        }
        let seconds = start.elapsed().as_secs_f64();
        if slope {
            let mut out = Vec::new();
            network.dump(&mut out);
            fs::write(format!("{}.out", file), out).unwrap();
        }
        println!("{}", seconds);
        io::stdout().flush().unwrap();
    }
}
