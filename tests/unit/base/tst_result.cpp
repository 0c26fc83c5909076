// SPDX-FileCopyrightText: The Koma authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/cancel.h"
#include "core/base/result.h"
#include "tests/support/testmain.h"

#include <QCoreApplication>

#include <memory>
#include <set>
#include <string>
#include <thread>

using namespace koma;

namespace {

Result<int> half(int number)
{
    if (number % 2 != 0)
        return fail(ErrorKind::InvalidArgument, "The number is odd.", "a detail");
    return number / 2;
}

Result<std::unique_ptr<int>> boxedHalf(int number)
{
    const auto result = half(number);
    if (!result)
        return fail(result.error());
    return std::make_unique<int>(*result);
}

} // namespace

class TestResult : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void holdsAValueOrAnError()
    {
        QCOMPARE(half(8).value(), 4);
        const auto failed = half(7);
        QVERIFY(!failed.has_value());
        QVERIFY(failed.error() ==
                (Error{ErrorKind::InvalidArgument, "The number is odd.", "a detail"}));
    }

    void passesAnErrorToAnotherTypeUnchanged()
    {
        QCOMPARE(*boxedHalf(10).value(), 5);
        QVERIFY(boxedHalf(9).error() == half(9).error());
    }

    void everyKindHasItsOwnName()
    {
        std::set<std::string_view> names;
        constexpr int kKinds = static_cast<int>(ErrorKind::Internal) + 1;
        for (int kind = 0; kind < kKinds; ++kind)
            names.insert(errorKindName(static_cast<ErrorKind>(kind)));
        QCOMPARE(names.size(), static_cast<std::size_t>(kKinds));
        QVERIFY(names.contains("NumericalFailure"));
        QVERIFY(errorKindName(ErrorKind::NotFound) == "NotFound");
    }

    void defaultTokenIsNeverCancelled()
    {
        const CancelToken token;
        QVERIFY(!token.isCancelled());
        token.throwIfCancelled();
        QVERIFY(!token.stopToken().stop_possible());
    }

    void copiesOfATokenShareTheRequest()
    {
        CancelSource source;
        const CancelToken before = source.token();
        const CancelToken copy = before; // NOLINT(performance-unnecessary-copy-initialization)
        QVERIFY(!copy.isCancelled());
        source.cancel();
        QVERIFY(before.isCancelled() && copy.isCancelled() && source.token().isCancelled());
        QVERIFY(source.isCancelled());
        QVERIFY_THROWS_EXCEPTION(CancelledException, copy.throwIfCancelled());
    }

    void destroyingTheSourceCancelsNothing()
    {
        CancelToken token;
        {
            const CancelSource source;
            token = source.token();
        }
        QVERIFY(!token.isCancelled());
    }

    void cancelReachesAnotherThread()
    {
        CancelSource source;
        std::atomic<bool> seen{false};
        std::jthread worker([&, token = source.token()] {
            while (!token.isCancelled())
                std::this_thread::yield();
            seen = true;
        });
        source.cancel();
        worker.join();
        QVERIFY(seen);
        const Result<int> result = failCancelled();
        QVERIFY(result.error().kind == ErrorKind::Cancelled);
    }
};

KOMA_TEST_MAIN(QCoreApplication, TestResult)
#include "tst_result.moc"
