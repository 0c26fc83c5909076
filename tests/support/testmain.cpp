// SPDX-FileCopyrightText: The Koma authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/testmain.h"

#include <QTemporaryDir>

#include <cstdio>

namespace koma::test {

int runTests(QObject &tests, QStringList arguments)
{
    const QTemporaryDir folder;
    const QString log = folder.filePath(QStringLiteral("tests.log"));
    if (!arguments.contains(QStringLiteral("-o")))
        arguments << QStringLiteral("-o") << QStringLiteral("-,txt");
    arguments << QStringLiteral("-o") << log + QStringLiteral(",txt");
    int failures = QTest::qExec(&tests, arguments);
    LogGuard::judgeTestLog(log);
    const QStringList findings = LogGuard::findings();
    for (const QString &finding : findings)
        std::fprintf(stderr, "FAIL! %s\n", qPrintable(finding)); // NOLINT(*-vararg)
    return failures + static_cast<int>(findings.size());
}

} // namespace koma::test
