// SPDX-FileCopyrightText: The Koma authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "tests/support/logguard.h"

#include <QTest>

#include <cstdio>

/// main() of a test program: the same set-up for all (see KomaTest.cmake for the environment), and
/// a failure for log messages that no test announced. APP is QCoreApplication, QGuiApplication or
/// QApplication.
#define KOMA_TEST_MAIN(APP, TESTCLASS)                                                             \
    int main(int argc, char **argv)                                                                \
    {                                                                                              \
        const koma::test::LogGuard logGuard;                                                       \
        const APP application(argc, argv);                                                         \
        TESTCLASS tests;                                                                           \
        int failures = QTest::qExec(&tests, argc, argv);                                           \
        for (const QString &finding : koma::test::LogGuard::findings()) {                          \
            std::fprintf(stderr, "FAIL! %s\n", qPrintable(finding));                               \
            ++failures;                                                                            \
        }                                                                                          \
        return failures;                                                                           \
    }
