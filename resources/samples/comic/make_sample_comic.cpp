// SPDX-FileCopyrightText: The Koma authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/document/file/komafile.h"
#include "resources/samples/comic/difference.h"
#include "resources/samples/comic/story.h"

#include <QApplication>

#include <cstdio>
#include <exception>
#include <stdexcept>

using namespace koma;

namespace {

const QString kSamples = QStringLiteral(KOMA_SOURCE_DIR "/resources/samples");

void make(const QString &filePath)
{
    sample::Artist artist(kSamples, QStringLiteral(KOMA_SOURCE_DIR "/models/styles"));
    artist.newComic(QStringLiteral("The Lake at Six"), QStringLiteral("The Koma authors"),
                    QStringLiteral("splash-over-strip"));
    artist.setResolution(200); // what the pictures give in close-ups
    sample::drawArmchairPage(artist);
    artist.turnPage();
    artist.chooseLayout(QStringLiteral("grid-1-2-1"));
    sample::drawPromisePage(artist);
    artist.turnPage();
    artist.chooseLayout(QStringLiteral("splash"));
    sample::drawLakePage(artist);
    artist.turnPage();
    artist.chooseLayout(QStringLiteral("strip-over-splash"));
    sample::drawSplashPage(artist);
    artist.save(filePath);
}

Comic read(const QString &filePath)
{
    Result<OpenedComic> opened = openKomaFile(filePath.toStdString());
    if (!opened)
        throw std::runtime_error(opened.error().message);
    return opened->comic;
}

/// Makes the comic again and compares it with the one that Koma comes with.
QString differenceFromShipped()
{
    const QTemporaryDir folder;
    const QString made = folder.filePath(QStringLiteral("made.koma"));
    make(made);
    return sample::differenceOf(read(made),
                                read(kSamples + QStringLiteral("/comic/the-lake-at-six.koma")));
}

int run(const QStringList &arguments)
{
    if (arguments.size() > 1) {
        make(arguments[1]);
        return 0;
    }
    const QString difference = differenceFromShipped();
    if (!difference.isEmpty())
        std::fprintf(stderr, "FAIL! The shipped comic differs in %s.\n", qPrintable(difference));
    return difference.isEmpty() ? 0 : 1;
}

} // namespace

/// `make-sample-comic FILE` makes the comic; without a file it checks the one that is there.
int main(int argc, char **argv)
{
    const QApplication application(argc, argv);
    try {
        return run(QApplication::arguments());
    } catch (const std::exception &error) {
        std::fprintf(stderr, "FAIL! %s\n", error.what());
        return 1;
    }
}
