// SPDX-FileCopyrightText: The Koma authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/atomicfile.h"
#include "core/document/layout/readingorder.h"
#include "core/imaging/pictureio.h"
#include "tests/gui/page/dockfixture.h"
#include "tests/gui/page/negativeservice.h"
#include "tests/support/fixtures.h"
#include "tests/support/require.h"
#include "tests/support/testmain.h"
#include "ui/page/canvas/pagecanvas.h"
#include "ui/page/workspace/pageworkspace.h"
#include "ui/page/workspace/toolbox.h"

#include <QAbstractButton>
#include <QAction>
#include <QApplication>
#include <QClipboard>
#include <QContextMenuEvent>
#include <QDropEvent>
#include <QMenu>
#include <QMessageBox>
#include <QMimeData>
#include <QSettings>
#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTimer>
#include <QUrl>

using namespace koma;
using namespace Qt::StringLiterals;

namespace {

PageObject panel(std::uint64_t id, const RectPt &box)
{
    return test::panelObject(id, box);
}

/// Two by two panels on the first of two pages.
Comic fourPanels()
{
    Comic comic = test::emptyPages(2);
    comic.pages[0].objects = {
        panel(14, {104.0, 154.0, 86.0, 136.0}), panel(13, {10.0, 154.0, 86.0, 136.0}),
        panel(12, {104.0, 10.0, 86.0, 136.0}), panel(11, {10.0, 10.0, 86.0, 136.0})};
    return comic;
}

struct Bench
{
    Bench()
    {
        workspace.resize(1200, 900);
        workspace.show();
    }

    void start(const Comic &comic)
    {
        workspace.session().startNew(comic);
        QCOMPARE(page().id, comic.pages.first().id);
    }
    [[nodiscard]] Document &document() { return workspace.session().document(); }
    [[nodiscard]] const Page &page() { return *document().page(workspace.selection().page()); }
    QString picture(const QString &name, std::uint64_t seed, ImageSize size = {60, 40}) const
    {
        const QString path = folder.filePath(name);
        test::require(writePicture(path.toStdU16String(),
                                   test::paintedImage(size, 3, SampleType::U8, Random(seed)), {},
                                   {}));
        return path;
    }
    void drop(const QStringList &files, PointPt point)
    {
        QMimeData data;
        QList<QUrl> urls;
        for (const QString &file : files)
            urls.append(QUrl::fromLocalFile(file));
        data.setUrls(urls);
        PageCanvas &canvas = workspace.canvas();
        const QPoint at = canvas.transform().toView(point).toPoint();
        QDragEnterEvent enter(at, Qt::CopyAction, &data, Qt::LeftButton, Qt::NoModifier);
        QApplication::sendEvent(&canvas, &enter);
        QVERIFY(enter.isAccepted());
        canvas.grab();
        QDropEvent drop(at, Qt::CopyAction, &data, Qt::LeftButton, Qt::NoModifier);
        QApplication::sendEvent(&canvas, &drop);
        QVERIFY(drop.isAccepted());
    }
    /// The art in a panel, once it is there.
    const ArtLayer *artIn(std::uint64_t id)
    {
        const PageObject *object = document().object({id});
        return object == nullptr || object->children.isEmpty()
                   ? nullptr
                   : object->children.first().as<ArtLayer>();
    }
    /// Answers the next question.
    void answer(QMessageBox::StandardButton button)
    {
        QTimer::singleShot(0, &workspace, [this, button] {
            auto *box = workspace.findChild<QMessageBox *>();
            if (box == nullptr) {
                answer(button);
                return;
            }
            ++askedCount;
            box->button(button)->click();
        });
    }

    int askedCount = 0;
    QTemporaryDir folder;
    JobRunner runner;
    test::NegativeService service;
    QSettings settings{folder.filePath(u"settings.ini"_s), QSettings::IniFormat};
    PageWorkspace workspace{
        {.runner = runner,
         .drawing = service,
         .settings = settings,
         .journalRoot = test::pathOf(folder) / "journals",
         .samplePath = QString::fromStdU16String(
             (test::sourceFolder() / "resources/samples/comic/the-lake-at-six.koma").u16string()),
         .newArtStyle = [] { return ArtStyle{u"negative"_s}; }}};
};

} // namespace

class TestPageWorkspace : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void theSampleOpens();
    void everyActionCanBeUndone();
    void lettersChooseTools();
    void copiesGoToOtherPages();
    void cutAndPasteKeepsThePlace();
    void aDroppedPictureFillsItsPanel();
    void severalPicturesFillPanelsAsTheyAreRead();
    void picturesStayOutOfTheNextComic();
    void aDroppedComicIsOpened();
    void picturesAreTakenFromTheClipboard();
    void fittingSeveralPicturesIsOneStep();
    void theContextMenuOpensAnywhere();
    void closingAsks();
    void savingBeforeClosing();
    void stylesTravelWithTheComic();
    void aRecoveryIsOffered();
    void dyingInTheMiddle();
};

void TestPageWorkspace::theSampleOpens()
{
    Bench bench;
    QSignalSpy problems(&bench.workspace, &PageWorkspace::problem);
    QSignalSpy information(&bench.workspace, &PageWorkspace::information);
    bench.workspace.openSampleComic();
    QTRY_VERIFY(bench.workspace.session().isOpen());
    QCOMPARE(bench.document().comic().pages.size(), 4);
    QVERIFY(!bench.workspace.session().isModified());
    QCOMPARE(bench.workspace.title(), u"the-lake-at-six"_s);
    for (const Page &page : bench.document().comic().pages) {
        bench.workspace.selection().setPage(page.id);
        QTRY_VERIFY_WITH_TIMEOUT(bench.workspace.canvas().isUpToDate(), 20000);
        // The middle of the page is painted, and not the paper alone.
        const QImage shown = bench.workspace.canvas().grab().toImage();
        QSet<QRgb> colours;
        for (int x = 0; x < shown.width(); ++x)
            colours.insert(shown.pixel(x, shown.height() / 2));
        QVERIFY(colours.size() > 4);
    }
    QCOMPARE(information.count(), 0);
    for (const QList<QVariant> &problem : problems) // its styles are not this service's
        QCOMPARE(problem.first().value<Error>().kind, ErrorKind::NotFound);
    test::grab(bench.workspace, u"pageworkspace"_s);
}

void TestPageWorkspace::everyActionCanBeUndone()
{
    Bench bench;
    Comic comic = fourPanels();
    comic.pages[0].objects.append(test::balloonObject(20, {test::textObject(21, u"Hm"_s)}));
    comic.pages[0].objects.append(test::groupObject(22, {test::inkObject(23)}));
    comic.pages[0].objects[1].children.append(test::inkObject(24));
    bench.start(comic);
    QSet<QAction *> done;
    for (const QList<ObjectId> &picked :
         {QList<ObjectId>{}, {{11}}, {{20}}, {{22}}, {{11}, {12}}}) {
        for (const QMenu *menu : bench.workspace.menus()) {
            for (QAction *action : menu->actions()) {
                const bool asks = action->text().endsWith(u'…') || action->menu() != nullptr ||
                                  action == bench.workspace.actions().openSample ||
                                  action == bench.workspace.actions().save;
                if (asks || action->isSeparator() || !action->isEnabled())
                    continue;
                bench.workspace.selection().setPage(comic.pages[0].id);
                bench.workspace.selection().select(picked);
                action->trigger();
                done.insert(action);
                while (bench.document().undoStack().canUndo())
                    bench.document().undoStack().undo();
                QVERIFY2(bench.document().comic() == comic, qPrintable(action->text()));
            }
        }
    }
    QVERIFY(done.size() > 30);
}

void TestPageWorkspace::lettersChooseTools()
{
    Bench bench;
    bench.start(fourPanels());
    QApplication::setActiveWindow(&bench.workspace);
    QVERIFY(QTest::qWaitForWindowActive(&bench.workspace));
    bench.workspace.canvas().setFocus();
    const Toolbox &box = bench.workspace.toolbox();
    for (const auto &[key, kind] :
         {std::pair(Qt::Key_K, ToolKind::Knife), std::pair(Qt::Key_P, ToolKind::Pen),
          std::pair(Qt::Key_V, ToolKind::Select)}) {
        QTest::keyClick(&bench.workspace.canvas(), key);
        QCOMPARE(box.chosen(), kind);
    }
    // Not while words are written.
    bench.workspace.toolbox().choose(ToolKind::Text);
    const QPoint at = bench.workspace.canvas().transform().toView(PointPt{150.0, 150.0}).toPoint();
    QTest::mouseClick(&bench.workspace.canvas(), Qt::LeftButton, {}, at);
    for (const Qt::Key key : {Qt::Key_K, Qt::Key_P, Qt::Key_Delete, Qt::Key_V})
        QTest::keyClick(&bench.workspace.canvas(), key);
    QCOMPARE(box.chosen(), ToolKind::Text);
    QCOMPARE(plainText(std::get<TextBlock>(bench.page().objects.last().content)), u"kpv"_s);
    QTest::keyClick(&bench.workspace.canvas(), Qt::Key_Escape);
    QCOMPARE(box.chosen(), ToolKind::Select);
}

void TestPageWorkspace::copiesGoToOtherPages()
{
    Bench bench;
    Comic comic = fourPanels();
    comic.pages[0].objects.append(test::balloonObject(20, {test::textObject(21, u"Hm"_s)}));
    bench.start(comic);
    bench.workspace.selection().select({{20}});
    bench.workspace.actions().copy->trigger();
    bench.workspace.selection().setPage(comic.pages[1].id);
    bench.workspace.actions().paste->trigger();
    bench.workspace.actions().paste->trigger();
    QCOMPARE(bench.page().objects.size(), 2);
    QCOMPARE(bench.document().page(comic.pages[0].id)->objects, comic.pages[0].objects);
    const RectPt first = boundsPt(bench.page().objects[0]);
    const RectPt second = boundsPt(bench.page().objects[1]);
    QCOMPARE(second.xPt - first.xPt, 10.0); // beside each other
    QCOMPARE(plainText(std::get<TextBlock>(bench.page().objects[1].children[0].content)), u"Hm"_s);
    QCOMPARE(bench.workspace.selection().single(), bench.page().objects[1].id);
    QCOMPARE(bench.document().undoStack().count(), 2);
}

void TestPageWorkspace::cutAndPasteKeepsThePlace()
{
    Bench bench;
    const Comic comic = fourPanels();
    bench.start(comic);
    bench.workspace.selection().select({{12}});
    bench.workspace.actions().cut->trigger();
    QVERIFY(bench.document().object({12}) == nullptr);
    bench.workspace.actions().paste->trigger();
    QCOMPARE(boundsPt(bench.page().objects.last()), (RectPt{104.0, 10.0, 86.0, 136.0}));
    bench.document().undoStack().undo();
    bench.document().undoStack().undo();
    QCOMPARE(bench.document().comic(), comic);
}

void TestPageWorkspace::aDroppedPictureFillsItsPanel()
{
    Bench bench;
    bench.start(fourPanels());
    bench.drop({bench.picture(u"wide.png"_s, 1, {90, 30})}, {50.0, 200.0});
    QTRY_VERIFY(bench.artIn(13) != nullptr);
    const ArtLayer art = *bench.artIn(13);
    QVERIFY(unrotatedBoundsPt(art).grownBy(1e-6).contains(RectPt{10.0, 154.0, 86.0, 136.0}));
    QCOMPARE(art.style.styleId, u"negative"_s);
    QCOMPARE(bench.document().undoStack().count(), 1);
    QCOMPARE(bench.workspace.selection().objects().size(), 1);
    QTRY_VERIFY(!bench.service.drawn().empty()); // in the style
    bench.document().undoStack().undo();
    QCOMPARE(bench.document().comic(), fourPanels());
}

void TestPageWorkspace::severalPicturesFillPanelsAsTheyAreRead()
{
    Bench bench;
    bench.start(fourPanels());
    QStringList files;
    for (const std::uint64_t seed : {1U, 2U, 3U})
        files.append(
            bench.picture(u"p%1.png"_s.arg(seed), seed, {static_cast<int>(50 + seed), 40}));
    bench.drop(files, {150.0, 50.0}); // from the second panel on
    QTRY_VERIFY(bench.artIn(14) != nullptr);
    QVERIFY(bench.artIn(11) == nullptr);
    QCOMPARE(bench.artIn(12)->picture.widthPx, 51);
    QCOMPARE(bench.artIn(13)->picture.widthPx, 52);
    QCOMPARE(bench.artIn(14)->picture.widthPx, 53);
}

void TestPageWorkspace::picturesStayOutOfTheNextComic()
{
    Bench bench;
    bench.start(fourPanels());
    bench.drop({bench.picture(u"a.png"_s, 1)}, {50.0, 50.0});
    bench.start(fourPanels()); // with the same ids
    bench.drop({bench.picture(u"b.png"_s, 2)}, {150.0, 50.0});
    QTRY_VERIFY(bench.artIn(12) != nullptr);
    QVERIFY(bench.artIn(11) == nullptr);
}

void TestPageWorkspace::aDroppedComicIsOpened()
{
    Bench bench;
    bench.start(fourPanels());
    bench.workspace.session().save(bench.folder.filePath(u"a.koma"_s));
    QTRY_VERIFY(!bench.workspace.session().isModified());
    bench.start(test::emptyPages(1));
    bench.answer(QMessageBox::Discard);
    bench.drop({bench.folder.filePath(u"a.koma"_s)}, {50.0, 50.0});
    QTRY_COMPARE(bench.document().comic(), fourPanels());
    QCOMPARE(bench.askedCount, 1);
}

void TestPageWorkspace::picturesAreTakenFromTheClipboard()
{
    Bench bench;
    bench.start(fourPanels());
    QImage image(30, 20, QImage::Format_RGB32);
    image.fill(Qt::darkGreen);
    QApplication::clipboard()->setImage(image);
    bench.workspace.actions().paste->trigger();
    QTRY_VERIFY(bench.artIn(11) != nullptr); // the first that is empty
    bench.workspace.selection().select({{14}});
    bench.workspace.actions().paste->trigger();
    QTRY_VERIFY(bench.artIn(14) != nullptr);
    QApplication::clipboard()->clear();
    QSignalSpy hint(&bench.workspace, &PageWorkspace::hint);
    bench.workspace.actions().paste->trigger();
    QCOMPARE(hint.count(), 1);
}

void TestPageWorkspace::fittingSeveralPicturesIsOneStep()
{
    Bench bench;
    bench.start(fourPanels());
    bench.drop({bench.picture(u"a.png"_s, 1), bench.picture(u"b.png"_s, 2)}, {50.0, 50.0});
    QTRY_VERIFY(bench.artIn(12) != nullptr);
    QList<ObjectId> art;
    for (const std::uint64_t id : {11U, 12U})
        art.append(bench.document().object({id})->children.first().id);
    bench.workspace.selection().select(art);
    const Comic fitted = bench.document().comic();
    bench.workspace.canvas().setFocus();
    QTest::keyClick(&bench.workspace.canvas(), Qt::Key_Right, Qt::ShiftModifier);
    const int before = bench.document().undoStack().count();
    bench.workspace.actions().fitArt->trigger();
    QCOMPARE(bench.document().undoStack().count(), before + 1);
    QCOMPARE(bench.document().comic(), fitted);
}

void TestPageWorkspace::theContextMenuOpensAnywhere()
{
    Bench bench;
    Comic comic = fourPanels();
    comic.pages[0].objects.append(test::balloonObject(20, {test::textObject(21, u"Hm"_s)}));
    bench.start(comic);
    PageCanvas &canvas = bench.workspace.canvas();
    int openedCount = 0;
    for (const PointPt point : {PointPt{50.0, 100.0}, PointPt{30.0, 30.0}, PointPt{100.0, 295.0}}) {
        const QPoint at = canvas.transform().toView(point).toPoint();
        QTimer timer;
        connect(&timer, &QTimer::timeout, this, [&] {
            if (QWidget *menu = QApplication::activePopupWidget()) {
                ++openedCount;
                menu->close();
            }
        });
        timer.start(10);
        QContextMenuEvent event(QContextMenuEvent::Mouse, at, canvas.mapToGlobal(at));
        QApplication::sendEvent(&canvas, &event);
    }
    QCOMPARE(openedCount, 3);
    // A guide where the last one was asked for.
    bench.workspace.actions().verticalGuide->trigger();
    QCOMPARE(bench.page().properties.guides.size(), 1);
    QVERIFY(std::abs(bench.page().properties.guides.first().positionPt - 100.0) < 1.0);
}

void TestPageWorkspace::closingAsks()
{
    Bench bench;
    int closedCount = 0;
    const auto close = [&] { ++closedCount; };
    QVERIFY(bench.workspace.mayClose(close)); // nothing is open
    bench.start(fourPanels());
    bench.answer(QMessageBox::Cancel);
    QVERIFY(!bench.workspace.mayClose(close));
    bench.answer(QMessageBox::Discard);
    QVERIFY(bench.workspace.mayClose(close));
    QCOMPARE(bench.askedCount, 2);
    QCOMPARE(closedCount, 0); // that is up to the caller
}

void TestPageWorkspace::savingBeforeClosing()
{
    Bench bench;
    bench.start(fourPanels());
    bench.workspace.session().save(bench.folder.filePath(u"a.koma"_s));
    QTRY_VERIFY(!bench.workspace.session().isModified());
    QVERIFY(bench.workspace.mayClose([] {}));
    const auto edit = [&] {
        bench.workspace.selection().select({{11}});
        bench.workspace.actions().cut->trigger();
        bench.workspace.actions().paste->trigger();
    };
    edit();
    int closedCount = 0;
    const auto close = [&] { ++closedCount; };
    bench.answer(QMessageBox::Save);
    QVERIFY(!bench.workspace.mayClose(close));
    QTRY_COMPARE(closedCount, 1);
    QVERIFY(!bench.workspace.session().isModified());
    // What is edited while it is written is asked about again.
    edit();
    bench.answer(QMessageBox::Save);
    QVERIFY(!bench.workspace.mayClose(close));
    edit();
    const int asked = bench.askedCount;
    bench.answer(QMessageBox::Cancel);
    QTRY_COMPARE(bench.askedCount, asked + 1);
    QCOMPARE(closedCount, 1);
    // A save that is stopped closes nothing, then or later.
    bench.answer(QMessageBox::Save);
    QVERIFY(!bench.workspace.mayClose(close));
    bench.workspace.stop();
    bench.workspace.session().save(bench.folder.filePath(u"a.koma"_s));
    QTRY_VERIFY(!bench.workspace.session().isModified());
    QTest::qWait(20);
    QCOMPARE(closedCount, 1);
}

void TestPageWorkspace::stylesTravelWithTheComic()
{
    // A service that knows a style with files, and one elsewhere that does not.
    class Owner : public test::NegativeService
    {
    public:
        std::filesystem::path folder;

        [[nodiscard]] std::vector<StyleCard> styles() const override
        {
            StyleCard card;
            card.id = "my-ink";
            card.name = "My ink";
            card.folder = folder;
            return {card};
        }
    };
    const QTemporaryDir folder;
    Owner owner;
    owner.folder = test::pathOf(folder) / "my-ink";
    std::filesystem::create_directory(owner.folder);
    test::require(writeFileAtomically(owner.folder / "style.json", "{}"));
    Comic comic = fourPanels();
    ArtLayer art;
    art.picture = {QString(64, u'a'), u"png"_s, 60, 40};
    art.style.styleId = u"my-ink"_s;
    comic.pages[0].objects.append({{77}, {}, art, {}});
    QCOMPARE(stylesToCarry(comic, owner).size(), 1);
    QCOMPARE(stylesToCarry(comic, test::NegativeService()).size(), 0);

    JobRunner runner;
    const QString file = folder.filePath(u"styled.koma"_s);
    const auto save = [&](bool carries) {
        comic.settings.carriesStyles = carries;
        ComicSession session(runner, test::pathOf(folder) / "journals");
        session.setStyles([&](const Comic &saved) { return stylesToCarry(saved, owner); });
        QSignalSpy saved(&session, &ComicSession::saved);
        session.startNew(comic);
        session.save(file);
        QVERIFY(QTest::qWaitFor([&] { return saved.count() == 1; }));
    };
    const auto arrivals = [&] {
        Bench elsewhere;
        QSignalSpy arrived(&elsewhere.workspace, &PageWorkspace::stylesArrived);
        QSignalSpy opened(&elsewhere.workspace.session(), &ComicSession::opened);
        elsewhere.workspace.openComic(file);
        if (!QTest::qWaitFor([&] { return opened.count() == 1; }))
            return QStringList();
        // Long enough for what comes; nothing comes of a file without styles.
        static_cast<void>(QTest::qWaitFor([&] { return arrived.count() == 1; }, 2000));
        return arrived.isEmpty() ? QStringList() : arrived.first().first().toStringList();
    };
    save(true);
    QCOMPARE(arrivals(), QStringList{u"Imported my-ink"_s});
    save(false);
    QCOMPARE(arrivals(), QStringList());
}

void TestPageWorkspace::aRecoveryIsOffered()
{
    Bench bench;
    {
        ComicSession dead(bench.runner, test::pathOf(bench.folder) / "journals");
        dead.startNew(fourPanels());
        QTest::qWait(200);
    }
    PageWorkspace next({.runner = bench.runner,
                        .drawing = bench.service,
                        .settings = bench.settings,
                        .journalRoot = test::pathOf(bench.folder) / "journals",
                        .samplePath = {},
                        .newArtStyle = [] { return ArtStyle{}; }});
    next.show();
    const auto buttonOf = [&](const QString &text) -> QAbstractButton * {
        for (QAbstractButton *button : next.findChildren<QAbstractButton *>()) {
            if (button->text() == text && button->isVisible())
                return button;
        }
        return nullptr;
    };
    QVERIFY(buttonOf(u"Discard"_s) != nullptr);
    QVERIFY(buttonOf(u"Recover"_s) != nullptr);
    QTest::mouseClick(buttonOf(u"Recover"_s), Qt::LeftButton);
    QTRY_VERIFY(next.session().isOpen());
    QCOMPARE(next.session().document().comic(), fourPanels());
    // The button goes while it is being clicked.
    {
        ComicSession dead(bench.runner, test::pathOf(bench.folder) / "more");
        dead.startNew(fourPanels());
        QTest::qWait(200);
    }
    PageWorkspace third({.runner = bench.runner,
                         .drawing = bench.service,
                         .settings = bench.settings,
                         .journalRoot = test::pathOf(bench.folder) / "more",
                         .samplePath = {},
                         .newArtStyle = [] { return ArtStyle{}; }});
    third.show();
    for (QAbstractButton *button : third.findChildren<QAbstractButton *>()) {
        if (button->text() == u"Discard"_s) {
            QTest::mouseClick(button, Qt::LeftButton);
            break;
        }
    }
    QCoreApplication::processEvents();
    QVERIFY(third.session().recoverable().empty());
}

void TestPageWorkspace::dyingInTheMiddle()
{
    // Modified, drawing, writing and saving.
    Bench bench;
    bench.service.isHeld = true;
    bench.start(fourPanels());
    bench.drop({bench.picture(u"a.png"_s, 1)}, {50.0, 50.0});
    QTRY_VERIFY(bench.artIn(11) != nullptr);
    QTRY_VERIFY(!bench.service.drawn().empty());
    bench.workspace.toolbox().choose(ToolKind::Text);
    const QPoint at = bench.workspace.canvas().transform().toView(PointPt{150.0, 250.0}).toPoint();
    QTest::mouseClick(&bench.workspace.canvas(), Qt::LeftButton, {}, at);
    QVERIFY(bench.workspace.session().isModified());
    bench.workspace.session().save(bench.folder.filePath(u"a.koma"_s));
}

KOMA_TEST_MAIN(QApplication, TestPageWorkspace)
#include "tst_pageworkspace.moc"
