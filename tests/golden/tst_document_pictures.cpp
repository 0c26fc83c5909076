// SPDX-FileCopyrightText: The Koma authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/golden/documentpictures.h"
#include "tests/support/fixtures.h"
#include "tests/support/testmain.h"

#include <QDir>
#include <QGuiApplication>
#include <QImage>

#include <algorithm>
#include <cmath>

namespace {

using namespace Qt::StringLiterals;

/// The resolution of the stored pictures.
constexpr double kStoredDpi = 72.0;

/// Rasterisers differ by shares of a pixel along edges; both pictures are softened over this many
/// pixels before they are compared, so that only what a reader would see counts.
constexpr int kSofteningPx = 4;
constexpr double kLargestDifference = 0.16; ///< of one softened pixel, of full white
constexpr double kMeanDifference = 0.006;

QString storedFile(const QString &name)
{
    return QString::fromStdString(koma::test::testData("golden/data/pictures").string()) + '/'_L1 +
           name + ".png"_L1;
}

QImage softened(const QImage &image)
{
    return image.convertToFormat(QImage::Format_Grayscale8)
        .scaled(image.width() / kSofteningPx, image.height() / kSofteningPx, Qt::IgnoreAspectRatio,
                Qt::SmoothTransformation);
}

struct Difference
{
    double largest = 0.0;
    double mean = 0.0;
};

Difference differenceOf(const QImage &first, const QImage &second)
{
    Difference difference;
    for (int y = 0; y < first.height(); ++y) {
        for (int x = 0; x < first.width(); ++x) {
            const double delta =
                std::abs(qGray(first.pixel(x, y)) - qGray(second.pixel(x, y))) / 255.0;
            difference.largest = std::max(difference.largest, delta);
            difference.mean += delta;
        }
    }
    difference.mean /= first.width() * first.height();
    return difference;
}

/// Where a run leaves its pictures for people to look at; KOMA_PICTURES_DPI asks for larger ones.
void writeForEyes(const QString &name)
{
    const QString folder = qEnvironmentVariable("KOMA_PICTURES_FOLDER");
    if (folder.isEmpty())
        return;
    const double dpi = qEnvironmentVariable("KOMA_PICTURES_DPI", u"72"_s).toDouble();
    QVERIFY(QDir().mkpath(folder));
    QVERIFY(koma::test::documentPicture(name, dpi).save(folder + '/'_L1 + name + ".png"_L1));
}

} // namespace

/// Balloons, lettering, tones and lines against pictures that were looked at by eye. To renew them
/// after a wanted change: KOMA_PICTURES_FOLDER=tests/golden/data/pictures, look, commit.
class TestDocumentPictures : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void picturesLookAsTheyDid_data()
    {
        QTest::addColumn<QString>("name");
        for (const QString &name : koma::test::documentPictureNames())
            QTest::newRow(qPrintable(name)) << name;
    }
    void picturesLookAsTheyDid()
    {
        QFETCH(const QString, name);
        writeForEyes(name);
        const QImage stored(storedFile(name));
        const QImage drawn = koma::test::documentPicture(name, kStoredDpi);
        QVERIFY2(!stored.isNull(), qPrintable(storedFile(name)));
        QCOMPARE(drawn.size(), stored.size());
        const Difference difference = differenceOf(softened(stored), softened(drawn));
        const bool same =
            difference.largest <= kLargestDifference && difference.mean <= kMeanDifference;
        const QString file = QDir::temp().filePath("koma-drawn-"_L1 + name + ".png"_L1);
        if (!same)
            QVERIFY(drawn.save(file));
        QVERIFY2(same, qPrintable(u"largest %1, mean %2; see %3"_s.arg(difference.largest)
                                      .arg(difference.mean)
                                      .arg(file)));
    }

    void aMissingBalloonIsNoticed()
    {
        // The tolerance must not hide what matters: white over a small balloon.
        const QImage stored(storedFile(u"balloons"_s));
        QImage changed = stored;
        for (int y = 216; y < 246; ++y) {
            for (int x = 313; x < 427; ++x)
                changed.setPixel(x, y, qRgb(255, 255, 255));
        }
        QVERIFY(differenceOf(softened(stored), softened(changed)).largest > kLargestDifference);
    }
};

KOMA_TEST_MAIN(QGuiApplication, TestDocumentPictures)
#include "tst_document_pictures.moc"
