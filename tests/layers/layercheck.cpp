// SPDX-FileCopyrightText: The Koma authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/layers/layercheck.h"

#include <QDir>
#include <QDirIterator>
#include <QFile>
#include <QFileInfo>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QMap>
#include <QRegularExpression>

#include <algorithm>
#include <iterator>

namespace koma::test {

namespace {

using namespace Qt::StringLiterals;

struct FolderRule
{
    QStringList folders;
    QStringList libraries;
};

/// layers.json.
struct Rules
{
    qsizetype headerLines = 0;
    qsizetype sourceLines = 0;
    qsizetype filesPerFolder = 0;
    QMap<QString, QStringList> libraries; ///< name to the beginnings of its headers
    QStringList qtModules;
    QMap<QString, FolderRule> folders;
};

QStringList strings(const QJsonValue &array)
{
    QStringList result;
    const QJsonArray values = array.toArray();
    std::transform(values.begin(), values.end(), std::back_inserter(result),
                   [](const QJsonValue &value) { return value.toString(); });
    return result;
}

Rules readRules(const QString &file)
{
    Rules rules;
    QFile json(file);
    if (!json.open(QIODevice::ReadOnly))
        return rules;
    const QJsonObject table = QJsonDocument::fromJson(json.readAll()).object();
    const QJsonObject limits = table["limits"_L1].toObject();
    rules.headerLines = limits["headerLines"_L1].toInt();
    rules.sourceLines = limits["sourceLines"_L1].toInt();
    rules.filesPerFolder = limits["filesPerFolder"_L1].toInt();
    rules.qtModules = strings(table["qtModules"_L1]);
    const QJsonObject libraries = table["libraries"_L1].toObject();
    for (auto entry = libraries.begin(); entry != libraries.end(); ++entry)
        rules.libraries[entry.key()] = strings(entry.value());
    const QJsonObject folders = table["folders"_L1].toObject();
    for (auto entry = folders.begin(); entry != folders.end(); ++entry) {
        const QJsonObject rule = entry.value().toObject();
        rules.folders[entry.key()] = {strings(rule["folders"_L1]), strings(rule["libraries"_L1])};
    }
    return rules;
}

QStringList linesOf(const QString &path)
{
    QFile file(path);
    if (!file.open(QIODevice::ReadOnly))
        return {};
    QStringList lines = QString::fromUtf8(file.readAll()).split('\n'_L1);
    if (!lines.isEmpty() && lines.last().isEmpty())
        lines.removeLast();
    return lines;
}

class Check
{
public:
    Check(QString root, Rules rules, QString qtHeaders)
        : m_root(std::move(root)), m_rules(std::move(rules)), m_qtHeaders(std::move(qtHeaders))
    {
    }

    QStringList run()
    {
        QMap<QString, qsizetype> filesInFolder;
        for (const QString &top : topFolders()) {
            QDirIterator files(m_root + '/'_L1 + top, QDir::Files, QDirIterator::Subdirectories);
            while (files.hasNext()) {
                const QString path = QDir(m_root).relativeFilePath(files.next());
                const QString name = files.fileName();
                const bool isCpp = name.endsWith(".h"_L1) || name.endsWith(".cpp"_L1);
                if (isCpp)
                    ++filesInFolder[QFileInfo(path).path()];
                if (isCpp || name.endsWith(".py"_L1) || name.endsWith(".cmake"_L1) ||
                    name == "CMakeLists.txt"_L1)
                    checkFile(path, isCpp);
            }
        }
        for (auto folder = filesInFolder.begin(); folder != filesInFolder.end(); ++folder) {
            if (folder.value() > m_rules.filesPerFolder)
                report(folder.key(), u"has %1 source files; the limit is %2"_s.arg(folder.value())
                                         .arg(m_rules.filesPerFolder));
        }
        m_violations.sort();
        return m_violations;
    }

private:
    /// Every folder at the top that holds C++, known to the table or not.
    QStringList topFolders() const
    {
        QStringList found;
        const QStringList all = QDir(m_root).entryList(QDir::Dirs | QDir::NoDotAndDotDot);
        std::copy_if(all.begin(), all.end(), std::back_inserter(found),
                     [](const QString &name) { return name != "build"_L1; });
        return found;
    }

    void report(const QString &where, const QString &what)
    {
        m_violations.append(where + ": "_L1 + what);
    }

    /// The table's entry for a path: the longest folder that holds it; empty where there is none.
    QString ruleFor(const QString &path) const
    {
        for (QString folder = QFileInfo(path).path(); folder != "."_L1 && !folder.isEmpty();
             folder = QFileInfo(folder).path()) {
            if (m_rules.folders.contains(folder))
                return folder;
        }
        return {};
    }

    void checkFile(const QString &path, bool isCpp)
    {
        const QStringList lines = linesOf(m_root + '/'_L1 + path);
        checkHead(path, lines);
        if (!isCpp)
            return;
        const qsizetype limit = path.endsWith(".h"_L1) ? m_rules.headerLines : m_rules.sourceLines;
        if (lines.size() > limit)
            report(path, u"has %1 lines; the limit is %2"_s.arg(lines.size()).arg(limit));
        const QString rule = ruleFor(path);
        if (rule.isEmpty()) {
            report(path, u"is in a folder that layers.json does not know"_s);
            return;
        }
        static const QRegularExpression include(u"^\\s*#\\s*include\\s*([<\"])([^>\"]+)[>\"]"_s);
        for (const QString &line : lines) {
            const QRegularExpressionMatch match = include.match(line);
            if (!match.hasMatch())
                continue;
            if (match.captured(1) == "<"_L1)
                checkLibrary(path, rule, match.captured(2));
            else
                checkOwn(path, rule, match.captured(2));
        }
    }

    void checkHead(const QString &path, const QStringList &lines)
    {
        const qsizetype first = !lines.isEmpty() && lines.first().startsWith("#!"_L1) ? 1 : 0;
        const QString mark =
            path.endsWith(".h"_L1) || path.endsWith(".cpp"_L1) ? u"// "_s : u"# "_s;
        if (lines.value(first) != mark + "SPDX-FileCopyrightText: The Koma authors"_L1 ||
            lines.value(first + 1) != mark + "SPDX-License-Identifier: GPL-3.0-or-later"_L1)
            report(path, u"does not begin with the two SPDX lines"_s);
    }

    void checkOwn(const QString &path, const QString &rule, const QString &included)
    {
        if (included == QFileInfo(path).completeBaseName() + ".moc"_L1)
            return;
        const QString file = m_root + '/'_L1 + included;
        if (!QFile::exists(file) && !QFile::exists(file + ".in"_L1)) {
            report(path, u"includes \"%1\", which is no path from the root"_s.arg(included));
            return;
        }
        const QString target = ruleFor(included);
        const QStringList &allowed = m_rules.folders[rule].folders;
        if (target != rule && !allowed.contains(target) && !allowed.contains("*"_L1))
            report(path, u"includes \"%1\": %2 may not use %3"_s.arg(included, rule, target));
    }

    void checkLibrary(const QString &path, const QString &rule, const QString &included)
    {
        const QString library = libraryOf(included);
        if (library == "std"_L1)
            return;
        if (library.isEmpty()) {
            report(path, u"includes <%1>, which layers.json does not know"_s.arg(included));
            return;
        }
        const QStringList &allowed = m_rules.folders[rule].libraries;
        if (!allowed.contains(library) && !allowed.contains("*"_L1))
            report(path, u"includes <%1>: %2 may not use %3"_s.arg(included, rule, library));
    }

    /// "std", a name of the table, a Qt module, or empty where the header is unknown.
    QString libraryOf(const QString &included) const
    {
        for (auto entry = m_rules.libraries.begin(); entry != m_rules.libraries.end(); ++entry) {
            const auto begins = [&](const QString &beginning) {
                return beginning.endsWith('/'_L1) ? included.startsWith(beginning)
                                                  : included == beginning;
            };
            if (std::any_of(entry->begin(), entry->end(), begins))
                return entry.key();
        }
        for (const QString &module : m_rules.qtModules) {
            if (included.startsWith(module + '/'_L1) ||
                (included.startsWith('Q'_L1) &&
                 QFile::exists(m_qtHeaders + '/'_L1 + module + '/'_L1 + included)))
                return module;
        }
        static const QRegularExpression standard(u"^[a-z_0-9]+$"_s);
        return standard.match(included).hasMatch() ? u"std"_s : QString();
    }

    QString m_root;
    Rules m_rules;
    QString m_qtHeaders;
    QStringList m_violations;
};

} // namespace

QStringList layerViolations(const QString &root, const QString &rulesFile, const QString &qtHeaders)
{
    Rules rules = readRules(rulesFile);
    if (rules.folders.isEmpty() || rules.libraries.isEmpty() || rules.filesPerFolder == 0)
        return {rulesFile + ": cannot be read as a table of layers"_L1};
    return Check(root, std::move(rules), qtHeaders).run();
}

} // namespace koma::test
