"""A network and its ONNX model compute the same, and one becomes the other."""

from pathlib import Path
from typing import Any

import numpy as np
import onnx
import onnxruntime
import pytest
from hypothesis import given
from onnx import TensorProto, helper, numpy_helper

from interlock import Activation, Layer, LinkError, SettingError, StorageError, softmax, tanh
from interlock.interop import from_onnx, to_onnx
from random_networks import networks, rows_for


def outputs_of(model: Any, rows: Any) -> Any:
    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = 1
    session = onnxruntime.InferenceSession(model, options, providers=["CPUExecutionProvider"])
    (given,) = session.get_inputs()
    return session.run(None, {given.name: rows})[0]


@pytest.fixture(scope="session")
def file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("onnx") / "network.onnx"


@given(net=networks())
def test_onnxruntime_gives_the_outputs_of_the_network(net: Any, file: Path) -> None:
    to_onnx(net, file)
    onnx.checker.check_model(str(file), full_check=True)
    rows = rows_for(net)
    outputs = outputs_of(file, rows)
    assert outputs.dtype == rows.dtype
    assert np.abs(outputs - net.forward(rows)).max() <= 1e-6


@given(net=networks())
def test_a_network_comes_back_from_its_model(net: Any, file: Path) -> None:
    to_onnx(net, file)
    assert from_onnx(file) == net


def test_the_ends_of_a_model_have_names_and_sizes(tmp_path: Path) -> None:
    to_onnx(Layer(3, 4) >> Layer(4, 2), tmp_path / "n.onnx")
    session = onnxruntime.InferenceSession(tmp_path / "n.onnx", providers=["CPUExecutionProvider"])
    ends = [*session.get_inputs(), *session.get_outputs()]
    assert [(end.name, end.shape, end.type) for end in ends] == [
        ("inputs", ["batch", 3], "tensor(float)"),
        ("outputs", ["batch", 2], "tensor(float)"),
    ]


WEIGHT = np.arange(6, dtype=np.float32).reshape(3, 2)
BIAS = np.array([1.0, -1.0], np.float32)
NODE = helper.make_node


def model_of(*nodes: Any, version: int = 17, shape: Any = ("batch", 3), **constants: Any) -> Any:
    """A model from x to y through these nodes."""
    ends = [
        helper.make_tensor_value_info("x", TensorProto.FLOAT, shape),
        helper.make_tensor_value_info("y", TensorProto.FLOAT, ("n", "m")),
    ]
    arrays = {"w": WEIGHT, "b": BIAS, "zero": np.zeros((), np.float32)} | constants
    graph = helper.make_graph(
        nodes,
        "chain",
        ends[:1],
        ends[1:],
        [numpy_helper.from_array(np.asarray(array), name) for name, array in arrays.items()],
    )
    opset = [helper.make_opsetid("", version), helper.make_opsetid("own", 1)]
    return helper.make_model(graph, opset_imports=opset, ir_version=8)


def read(folder: Path, model: Any) -> Any:
    onnx.save(model, folder / "other.onnx")
    return from_onnx(folder / "other.onnx")


CHAINS = [
    model_of(NODE("MatMul", ["x", "w"], ["y"])),
    model_of(NODE("MatMul", ["x", "w"], ["s"]), NODE("Add", ["s", "b"], ["y"])),
    model_of(NODE("MatMul", ["x", "w"], ["s"]), NODE("Add", ["b", "s"], ["y"])),
    model_of(NODE("MatMul", ["x", "w"], ["s"]), NODE("Add", ["s", "b"], ["y"]), b=np.float32(3)),
    model_of(NODE("Gemm", ["x", "w"], ["y"])),
    model_of(NODE("Gemm", ["x", "w", "b"], ["y"], alpha=1.0, beta=1.0, transA=0), b=BIAS[None]),
    model_of(NODE("Gemm", ["x", "w", "b"], ["y"], transB=1), w=WEIGHT.T.copy()),
    model_of(NODE("Gemm", ["x", "w", "b"], ["s"]), NODE("Softmax", ["s"], ["y"], axis=1)),
    model_of(NODE("Gemm", ["x", "w", "b"], ["s"]), NODE("Softmax", ["s"], ["y"]), version=11),
    model_of(
        NODE("Identity", ["x"], ["a"]),
        NODE("MatMul", ["a", "w"], ["s"]),
        NODE("Constant", [], ["c"], value=numpy_helper.from_array(BIAS)),
        NODE("Add", ["s", "c"], ["t"]),
        NODE("Identity", ["t"], ["u"]),
        NODE("Tanh", ["u"], ["y"]),
    ),
    model_of(
        NODE("Gemm", ["x", "w"], ["s"]),
        NODE("Greater", ["s", "zero"], ["p"]),
        NODE("Cast", ["p"], ["y"], to=TensorProto.FLOAT),
    ),
]


@pytest.mark.parametrize("model", CHAINS)
def test_the_ways_to_write_a_dense_layer_are_read(model: Any, tmp_path: Path) -> None:
    rows = np.random.default_rng(0).normal(size=(5, 3)).astype(np.float32)
    net = read(tmp_path, model)
    ours, theirs = net.forward(rows), outputs_of(model.SerializeToString(), rows)
    assert np.abs(ours - theirs).max() <= 1e-5


def test_sizes_are_checked_where_they_are_given(tmp_path: Path) -> None:
    path = tmp_path / "n.onnx"
    to_onnx(Layer(3, 2) >> Layer(2, 2), path)
    assert repr(from_onnx(path, inputs=3, outputs=2)) == "Network(3 -> 2 -> 2)"
    with pytest.raises(StorageError) as caught:
        from_onnx(path, inputs=3, outputs=4)
    assert str(caught.value) == (
        "from_onnx: the network must have the sizes asked for.\n"
        "  expected: 3 inputs and 4 outputs\n"
        "  got:      Network(3 -> 2 -> 2)\n"
        f"  where:    {path}\n"
        "  try:      inputs=3, outputs=2"
    )


GEMM = NODE("Gemm", ["x", "w", "b"], ["s"])
OTHERS = [
    (model_of(NODE("Flatten", ["x"], ["y"])), "Flatten", "Flatten, operator 1 of 1 in "),
    (model_of(NODE("Identity", ["x"], ["y"])), "no Gemm and no MatMul", ""),
    (
        model_of(NODE("Tanh", ["x"], ["y"])),
        "an activation that is not behind a dense layer",
        "Tanh, operator 1 of 1 in ",
    ),
    (
        model_of(GEMM, NODE("Tanh", ["s"], ["t"]), NODE("Relu", ["t"], ["y"])),
        "an activation that is not behind a dense layer",
        "Relu, operator 3 of 3 in ",
    ),
    (
        model_of(NODE("Gemm", ["x", "w"], ["y"], alpha=2.0)),
        "a Gemm that is not inputs · weight + bias",
        "Gemm, operator 1 of 1 in ",
    ),
    (
        model_of(NODE("Gemm", ["w", "w", "x"], ["y"], transB=1)),
        "a Gemm that is not inputs · weight + bias",
        "Gemm, operator 1 of 1 in ",
    ),
    (model_of(NODE("MatMul", ["w", "x"], ["y"])), "MatMul", "MatMul, operator 1 of 1 in "),
    (
        model_of(GEMM, NODE("Add", ["s", "b"], ["y"])),
        "an Add that is not right behind a MatMul",
        "Add, operator 2 of 2 in ",
    ),
    (
        model_of(NODE("MatMul", ["x", "w"], ["s"]), NODE("Add", ["s", "s"], ["y"])),
        "an operator that takes something else than what the last one gave",
        "Add, operator 2 of 2 in ",
    ),
    (
        model_of(GEMM, NODE("Softmax", ["s"], ["y"], axis=0)),
        "Softmax",
        "Softmax, operator 2 of 2 in ",
    ),
    (
        model_of(
            NODE("MatMul", ["x", "w"], ["s"]),
            NODE("Softmax", ["s"], ["y"], axis=1),
            shape=("a", "b", 3),
        ),
        "Softmax",
        "Softmax, operator 2 of 2 in ",
    ),
    (
        model_of(GEMM, NODE("Greater", ["s", "b"], ["p"]), NODE("Cast", ["p"], ["y"], to=1)),
        "a Greater that is not inputs > 0",
        "Greater, operator 2 of 3 in ",
    ),
    (
        model_of(GEMM, NODE("Greater", ["s", "zero"], ["p"]), NODE("Not", ["p"], ["y"])),
        "a Greater without a Cast to floating-point numbers behind it",
        "Not, operator 3 of 3 in ",
    ),
    (
        model_of(GEMM, NODE("Greater", ["s", "zero"], ["y"])),
        "an output that is not that of the last operator",
        "",
    ),
    (
        model_of(NODE("Gemm", ["x", "w", "b"], ["y"]), NODE("Tanh", ["y"], ["z"])),
        "an output that is not that of the last operator",
        "",
    ),
    (
        model_of(NODE("MatMul", ["x", "w"], ["y"]), w=WEIGHT.astype(np.float16)),
        "numbers of float16",
        "MatMul, operator 1 of 1 in ",
    ),
    (
        model_of(NODE("MatMul", ["x", "w"], ["y"]), w=WEIGHT[None]),
        "a weight of shape (1, 3, 2)",
        "MatMul, operator 1 of 1 in ",
    ),
    (
        model_of(NODE("Gemm", ["x", "w", "b"], ["y"]), b=BIAS[:, None]),
        "a bias of shape (2, 1) for 2 outputs",
        "Gemm, operator 1 of 1 in ",
    ),
    (
        model_of(GEMM, NODE("Tanh", ["s"], ["y"], domain="own")),
        "own.Tanh",
        "Tanh, operator 2 of 2 in ",
    ),
]


@pytest.mark.parametrize(("model", "got", "where"), OTHERS)
def test_a_model_that_is_no_chain_is_told(model: Any, got: str, where: str, tmp_path: Path) -> None:
    with pytest.raises(StorageError) as caught:
        read(tmp_path, model)
    assert str(caught.value) == (
        "from_onnx: a model must be a chain of dense layers and activations.\n"
        "  expected: Gemm, or MatMul and Add; Sigmoid, Tanh, Relu, Softmax, Identity, "
        "or Greater and Cast\n"
        f"  got:      {got}\n"
        f"  where:    {where}{tmp_path / 'other.onnx'}\n"
        "  try:      export the dense layers alone, with float32 or float64 weights"
    )


def test_a_model_with_two_inputs_is_told(tmp_path: Path) -> None:
    model = model_of(NODE("Gemm", ["x", "w", "b"], ["y"]))
    model.graph.input.append(helper.make_tensor_value_info("z", TensorProto.FLOAT, [1]))
    with pytest.raises(StorageError, match=r"got:      2 inputs and 1 outputs\n"):
        read(tmp_path, model)


def test_layers_that_do_not_link_are_told(tmp_path: Path) -> None:
    model = model_of(GEMM, NODE("Gemm", ["s", "w", "b"], ["y"]))
    with pytest.raises(LinkError, match=r"^Layers do not fit: layer 1 gives 2, layer 2 takes 3\."):
        read(tmp_path, model)


@pytest.mark.parametrize("content", [b"", b"no model", b"\x00" * 100])
def test_a_file_that_is_no_model_is_told(content: bytes, tmp_path: Path) -> None:
    (tmp_path / "n.onnx").write_bytes(content)
    with pytest.raises(StorageError) as caught:
        from_onnx(tmp_path / "n.onnx")
    first, got, where = str(caught.value).splitlines()
    assert first == "from_onnx: a file must hold a valid ONNX model."
    assert got.startswith("  got:      ")
    assert where == f"  where:    {tmp_path / 'n.onnx'}"


def test_a_file_that_cannot_be_reached_is_told(tmp_path: Path) -> None:
    path = tmp_path / "no" / "n.onnx"
    with pytest.raises(StorageError) as caught:
        from_onnx(path)
    reason = f"  got:      No such file or directory\n  where:    {path}"
    assert str(caught.value) == f"from_onnx: the file must be readable.\n{reason}"
    with pytest.raises(StorageError) as caught:
        to_onnx(Layer(1, 1) >> Layer(1, 1), path)
    assert str(caught.value) == f"to_onnx: the file must be writeable.\n{reason}"


def test_an_activation_that_onnx_does_not_know_is_told(tmp_path: Path) -> None:
    mine = Activation("mine", tanh.value, tanh.slope)
    with pytest.raises(SettingError) as caught:
        to_onnx(Layer(2, 3, activation=mine) >> Layer(3, 1, activation=softmax), tmp_path / "n")
    assert str(caught.value) == (
        "to_onnx: an activation must be one that both sides know.\n"
        "  expected: step, sigmoid, tanh, relu, identity, softmax\n"
        "  got:      mine\n"
        "  where:    layer 1 of 2 in Network(2 -> 3 -> 1)"
    )
