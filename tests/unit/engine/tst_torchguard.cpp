// SPDX-FileCopyrightText: The Koma authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/engine/torch/torchguard.h"

#include "core/base/cancel.h"
#include "tests/support/testmain.h"

#include <torch/torch.h>

#include <QCoreApplication>
#include <QTest>

#include <functional>
#include <new>
#include <stdexcept>

using namespace koma;

Q_DECLARE_METATYPE(std::function<void()>)
Q_DECLARE_METATYPE(koma::ErrorKind)

class TestTorchGuard : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void exceptionsBecomeErrors_data()
    {
        QTest::addColumn<std::function<void()>>("work");
        QTest::addColumn<ErrorKind>("kind");
        const auto row = [](const char *name, std::function<void()> work, ErrorKind kind) {
            QTest::newRow(name) << std::move(work) << kind;
        };
        row(
            "host memory", [] { (void)torch::empty({1LL << 55}); }, ErrorKind::OutOfMemory);
        row(
            "bad_alloc", [] { throw std::bad_alloc(); }, ErrorKind::OutOfMemory);
        row(
            "GPU memory", [] { TORCH_CHECK(false, "CUDA out of memory. Tried to allocate 2 GiB"); },
            ErrorKind::OutOfMemory);
        row(
            "GPU lost", [] { TORCH_CHECK(false, "CUDA error: unspecified launch failure"); },
            ErrorKind::DeviceLost);
        row(
            "torch", [] { (void)torch::ones({2}).view({3}); }, ErrorKind::Internal);
        row(
            "standard", [] { throw std::runtime_error("x"); }, ErrorKind::Internal);
        row(
            "anything", [] { throw 5; }, ErrorKind::Internal);
        row(
            "cancel", [] { throw CancelledException{}; }, ErrorKind::Cancelled);
    }

    void exceptionsBecomeErrors()
    {
        QFETCH(std::function<void()>, work);
        QFETCH(ErrorKind, kind);
        const Result<int> result = torchGuard([&]() -> Result<int> {
            work();
            return 1;
        });
        QVERIFY(!result);
        QCOMPARE(result.error().kind, kind);
        QVERIFY(!result.error().message.empty());
    }

    void valuesAndErrorsPassThrough()
    {
        QCOMPARE(torchGuard([]() -> Result<int> { return 7; }).value(), 7);
        const auto failed =
            torchGuard([]() -> Result<int> { return fail(ErrorKind::NotFound, "nothing"); });
        QCOMPARE(failed.error().kind, ErrorKind::NotFound);
    }
};

KOMA_TEST_MAIN(QCoreApplication, TestTorchGuard)
#include "tst_torchguard.moc"
