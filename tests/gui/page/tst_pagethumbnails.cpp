// SPDX-FileCopyrightText: The Koma authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/document/commands/changecommands.h"
#include "core/document/commands/objectcommands.h"
#include "core/document/commands/pagecommands.h"
#include "tests/support/testmain.h"
#include "ui/page/art/pagethumbnails.h"

#include <QApplication>
#include <QSignalSpy>

#include <mutex>

using namespace koma;
using namespace Qt::StringLiterals;

namespace {

/// A picture of one colour that may change; counts how often it is asked for.
class OneColour : public ArtSource
{
public:
    Result<QImage> picture(const ArtRequest & /*request*/) const override
    {
        const std::lock_guard lock(m_mutex);
        ++m_count;
        QImage image(8, 8, QImage::Format_RGB32);
        image.fill(m_colour);
        return image;
    }
    void setColour(const QColor &colour)
    {
        const std::lock_guard lock(m_mutex);
        m_colour = colour;
    }
    [[nodiscard]] int count() const
    {
        const std::lock_guard lock(m_mutex);
        return m_count;
    }

private:
    mutable std::mutex m_mutex;
    mutable int m_count = 0;
    QColor m_colour = Qt::red;
};

Comic pagesWithArt(int count)
{
    Comic comic;
    for (int i = 0; i < count; ++i) {
        Page page;
        page.id = {static_cast<std::uint64_t>(2 * i + 1)};
        page.properties.setup = {200.0, 300.0, 300, 0.0, {}};
        ArtLayer art;
        art.picture = {QString(64, QChar(u'a' + i)), u"png"_s, 200, 300};
        coverBox(art, {0.0, 0.0, 200.0, 300.0});
        page.objects = {{{static_cast<std::uint64_t>(2 * i + 2)}, {}, art, {}}};
        comic.pages.append(page);
    }
    return comic;
}

PageObject blackPanel(Document &document)
{
    Panel panel;
    panel.outlinePt = outlineOf({0.0, 0.0, 200.0, 300.0});
    panel.background = kBlack;
    return {document.makeObjectId(), {}, panel, {}};
}

QColor middleOf(const QImage &image)
{
    return image.pixelColor(image.width() / 2, image.height() / 2);
}

constexpr PageId kFirst{1};
constexpr PageId kSecond{3};
constexpr PageId kThird{5};

} // namespace

class TestPageThumbnails : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void paintsOnlyWhatIsWantedAndThatFirst();
    void paintsOnlyPagesThatChanged();
    void followsPictures();
    void fitsItsBox();
    void survivesAnotherComic();
    void maySoonBeDestroyed();
};

void TestPageThumbnails::paintsOnlyWhatIsWantedAndThatFirst()
{
    JobRunner runner;
    const OneColour art;
    Document document(pagesWithArt(3));
    PageThumbnails thumbnails(runner, document, art, {60, 90});
    QVERIFY(thumbnails.thumbnail(kFirst).isNull());
    QSignalSpy changed(&thumbnails, &PageThumbnails::thumbnailChanged);
    thumbnails.setWanted({kThird, kFirst});
    QTRY_COMPARE(changed.count(), 2);
    QCOMPARE(changed.at(0).first().value<PageId>(), kThird);
    QCOMPARE(changed.at(1).first().value<PageId>(), kFirst);
    QCOMPARE(middleOf(thumbnails.thumbnail(kThird)), QColor(Qt::red));
    QVERIFY(thumbnails.thumbnail(kSecond).isNull());
}

void TestPageThumbnails::paintsOnlyPagesThatChanged()
{
    JobRunner runner;
    const OneColour art;
    Document document(pagesWithArt(2));
    PageThumbnails thumbnails(runner, document, art, {60, 90});
    QSignalSpy changed(&thumbnails, &PageThumbnails::thumbnailChanged);
    thumbnails.setWanted({kFirst, kSecond});
    QTRY_COMPARE(changed.count(), 2);
    document.undoStack().push(
        addObjects(document, {kSecond, {}, 1}, {blackPanel(document)})->release());
    QTRY_COMPARE(changed.count(), 3);
    QCOMPARE(changed.last().first().value<PageId>(), kSecond);
    QCOMPARE(middleOf(thumbnails.thumbnail(kSecond)), QColor(Qt::black));
    QCOMPARE(art.count(), 3);
    document.undoStack().undo();
    QTRY_COMPARE(middleOf(thumbnails.thumbnail(kSecond)), QColor(Qt::red));
    QTest::qWait(300);
    QCOMPARE(art.count(), 4);
}

void TestPageThumbnails::followsPictures()
{
    JobRunner runner;
    OneColour art;
    Document document(pagesWithArt(2));
    PageThumbnails thumbnails(runner, document, art, {60, 90});
    QSignalSpy changed(&thumbnails, &PageThumbnails::thumbnailChanged);
    thumbnails.setWanted({kFirst, kSecond});
    QTRY_COMPARE(changed.count(), 2);
    art.setColour(Qt::blue);
    thumbnails.repaintPictures({QString(64, u'b')});
    QTRY_COMPARE(changed.count(), 3);
    QCOMPARE(middleOf(thumbnails.thumbnail(kSecond)), QColor(Qt::blue));
    QCOMPARE(middleOf(thumbnails.thumbnail(kFirst)), QColor(Qt::red));
}

void TestPageThumbnails::fitsItsBox()
{
    JobRunner runner;
    const OneColour art;
    Document document(pagesWithArt(1));
    PageThumbnails thumbnails(runner, document, art, {100, 90});
    QSignalSpy changed(&thumbnails, &PageThumbnails::thumbnailChanged);
    thumbnails.setWanted({kFirst});
    QTRY_COMPARE(changed.count(), 1);
    QCOMPARE(thumbnails.thumbnail(kFirst).size(), QSize(60, 90));
    thumbnails.setBox({30, 90});
    QTRY_COMPARE(changed.count(), 2);
    QCOMPARE(thumbnails.thumbnail(kFirst).size(), QSize(30, 45));
}

void TestPageThumbnails::survivesAnotherComic()
{
    JobRunner runner;
    const OneColour art;
    Document document(pagesWithArt(2));
    PageThumbnails thumbnails(runner, document, art, {60, 90});
    QSignalSpy changed(&thumbnails, &PageThumbnails::thumbnailChanged);
    thumbnails.setWanted({kFirst, kSecond});
    Comic other = pagesWithArt(1);
    other.pages.first().objects = {blackPanel(document)};
    document.reset(other);
    QTRY_VERIFY(!thumbnails.thumbnail(kFirst).isNull());
    QCOMPARE(middleOf(thumbnails.thumbnail(kFirst)), QColor(Qt::black));
    QVERIFY(thumbnails.thumbnail(kSecond).isNull());
}

void TestPageThumbnails::maySoonBeDestroyed()
{
    JobRunner runner;
    for (int i = 0; i < 50; ++i) {
        const OneColour art;
        Document document(pagesWithArt(2));
        PageThumbnails thumbnails(runner, document, art, {600, 900});
        thumbnails.setWanted({kFirst, kSecond});
        if (i % 2 == 0)
            QTest::qWait(1);
    }
}

KOMA_TEST_MAIN(QApplication, TestPageThumbnails)
#include "tst_pagethumbnails.moc"
