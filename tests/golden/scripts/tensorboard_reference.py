#!/usr/bin/env python3
# SPDX-FileCopyrightText: The Koma authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""TensorBoard event files without Koma and without TensorFlow.

make FILE:  writes the golden event file, its messages serialised by Google's protobuf package.
check FILE: walks an event file, checks lengths and checksums, parses the messages with the same
            package, and prints "step wallTime tag value" for each scalar.
have:       succeeds where the protobuf package is installed.

The messages are those of tensorflow/core/util/event.proto and
tensorflow/core/framework/summary.proto, as far as scalars need them; the framing is that of
tensorflow/core/lib/io/record_writer.h.
"""
import struct
import sys

from google.protobuf import descriptor_pb2, descriptor_pool, message_factory


def crc32c(data):
    """Bit by bit from the polynomial x^32 + x^28 + … of Castagnoli, without a table."""
    crc = 0xFFFFFFFF
    for byte in data:
        crc ^= byte
        for _ in range(8):
            crc = (crc >> 1) ^ (0x82F63B78 if crc & 1 else 0)
    return crc ^ 0xFFFFFFFF


def masked(data):
    crc = crc32c(data)
    return (((crc >> 15) | (crc << 17)) + 0xA282EAD8) & 0xFFFFFFFF


def event_class():
    field = descriptor_pb2.FieldDescriptorProto
    file = descriptor_pb2.FileDescriptorProto(
        name="koma_check.proto", package="tensorflow", syntax="proto3"
    )

    def add(message, name, number, kind, oneof=None, label=field.LABEL_OPTIONAL, type_name=None):
        new = message.field.add(name=name, number=number, type=kind, label=label)
        if type_name:
            new.type_name = type_name
        if oneof is not None:
            new.oneof_index = oneof

    summary = file.message_type.add(name="Summary")
    value = summary.nested_type.add(name="Value")
    value.oneof_decl.add(name="value")
    add(value, "tag", 1, field.TYPE_STRING)
    add(value, "simple_value", 2, field.TYPE_FLOAT, oneof=0)
    add(summary, "value", 1, field.TYPE_MESSAGE, label=field.LABEL_REPEATED,
        type_name=".tensorflow.Summary.Value")
    event = file.message_type.add(name="Event")
    event.oneof_decl.add(name="what")
    add(event, "wall_time", 1, field.TYPE_DOUBLE)
    add(event, "step", 2, field.TYPE_INT64)
    add(event, "file_version", 3, field.TYPE_STRING, oneof=0)
    add(event, "summary", 5, field.TYPE_MESSAGE, oneof=0, type_name=".tensorflow.Summary")

    pool = descriptor_pool.DescriptorPool()
    pool.Add(file)
    descriptor = pool.FindMessageTypeByName("tensorflow.Event")
    if hasattr(message_factory, "GetMessageClass"):
        return message_factory.GetMessageClass(descriptor)
    return message_factory.MessageFactory(pool).GetPrototype(descriptor)


def record(data):
    length = struct.pack("<Q", len(data))
    return (length + struct.pack("<I", masked(length)) + data + struct.pack("<I", masked(data)))


def make(path):
    Event = event_class()
    start = 1700000000.25
    messages = [Event(wall_time=start, file_version="brain.Event:2")]
    rows = [
        (0, 0.0, [("loss/generator", 0.75), ("score/fake.half", -1.5)]),
        (1, 2.5, [("loss/generator", 0.0)]),
        (300, 5.125, []),
        (2**40, 1e6, [("loss/generator", 1e-30), ("run/wörld", float("inf"))]),
    ]
    for step, seconds, scalars in rows:
        message = Event(wall_time=start + seconds, step=step)
        message.summary.SetInParent()
        for tag, number in scalars:
            message.summary.value.add(tag=tag, simple_value=number)
        messages.append(message)
    with open(path, "wb") as file:
        for message in messages:
            file.write(record(message.SerializeToString(deterministic=True)))


def check(path):
    Event = event_class()
    with open(path, "rb") as file:
        data = file.read()
    at = 0
    first = True
    while at < len(data):
        (length,) = struct.unpack_from("<Q", data, at)
        assert struct.unpack_from("<I", data, at + 8)[0] == masked(data[at:at + 8]), "length CRC"
        content = data[at + 12:at + 12 + length]
        assert len(content) == length, "cut short"
        assert struct.unpack_from("<I", data, at + 12 + length)[0] == masked(content), "data CRC"
        event = Event.FromString(content)
        assert event.SerializeToString(deterministic=True) == content, "not canonical"
        assert first == (event.WhichOneof("what") == "file_version"), "order"
        if first:
            assert event.file_version == "brain.Event:2", event.file_version
        for value in event.summary.value:
            assert value.WhichOneof("value") == "simple_value"
            print(event.step, repr(event.wall_time), value.tag, repr(value.simple_value))
        at += 16 + length
        first = False
    assert at == len(data) and not first, "end"


if __name__ == "__main__":
    if sys.argv[1] == "make":
        make(sys.argv[2])
    elif sys.argv[1] == "check":
        check(sys.argv[2])
