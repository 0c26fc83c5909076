// SPDX-FileCopyrightText: The Koma authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "tests/support/logguard.h"

#include <QTest>

namespace koma::test {

/// Runs the test functions with the program's arguments. Returns how many failed, log messages that
/// no test announced among them. A LogGuard must live.
int runTests(QObject &tests, QStringList arguments);

} // namespace koma::test

/// main() of a test program: the same set-up for all (see KomaTest.cmake for the environment). APP
/// is QCoreApplication, QGuiApplication or QApplication.
#define KOMA_TEST_MAIN(APP, TESTCLASS)                                                             \
    int main(int argc, char **argv)                                                                \
    {                                                                                              \
        const koma::test::LogGuard logGuard;                                                       \
        const APP application(argc, argv);                                                         \
        TESTCLASS tests;                                                                           \
        return koma::test::runTests(tests, APP::arguments());                                      \
    }
